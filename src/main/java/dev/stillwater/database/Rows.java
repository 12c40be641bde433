package dev.stillwater.database;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
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

  /** The rows of each query of a batch. */
  public static <T> List<List<T>> lists(RowSet<Row> first, Function<Row, T> mapping) {
    List<List<T>> lists = new ArrayList<>();
    for (RowSet<Row> rows = first; rows != null; rows = rows.next()) {
      lists.add(list(rows, mapping));
    }
    return lists;
  }
}
