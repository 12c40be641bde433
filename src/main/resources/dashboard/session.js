import { get, send } from './api.js';

const ROLES = ['read', 'write', 'operate'];

let current = { auth: 'none', role: null };

/** Asks the server who is here. */
export async function load() {
  current = await get('/session');
  return current;
}

/** Signs in with a key, which is kept by nobody here. */
export async function signIn(key) {
  current = await send('POST', '/session', { body: { key } });
}

export async function signOut() {
  await send('DELETE', '/session');
  await load();
}

/** Whether who is here may what a role may. The server decides anyway. */
export function may(role) {
  return ROLES.indexOf(current.role) >= ROLES.indexOf(role);
}

/** The role of who is here, or null. */
export function role() {
  return current.role;
}

/** Whether there is signing in at all. */
export function signsIn() {
  return current.auth !== 'none';
}
