/** The place of a month, `2026-02`, in the line of all months, where each is as wide as the others. */
export function place(month) {
  const [year, number] = month.split('-').map(Number);
  return year * 12 + number - 1;
}

/** The month of a place. */
export function monthAt(place) {
  return `${String(Math.floor(place / 12)).padStart(4, '0')}-${String((place % 12) + 1).padStart(2, '0')}`;
}
