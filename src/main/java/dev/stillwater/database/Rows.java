package dev.stillwater.database;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What queries return, row by row. */
public final class Rows {

  private Rows() {}

  /** The rows of one query. */
  public static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapping) {
    List<T> list = new ArrayList<>(rows.size());
    for (Row row : rows) {
      list.add(mapping.apply(row));
    }
    return list;
  }

  /** The rows of each query of a batch, which came of these keys. */
  public static <K, T> List<List<T>> lists(
      List<K> keys, RowSet<Row> first, BiFunction<K, Row, T> mapping) {
    List<List<T>> lists = new ArrayList<>(keys.size());
    RowSet<Row> rows = first;
    for (K key : keys) {
      lists.add(list(rows, row -> mapping.apply(key, row)));
      rows = rows.next();
    }
    return lists;
  }
}
