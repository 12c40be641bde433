package dev.stillwater.bus;

import java.util.function.UnaryOperator;

/**
 * What somebody asks at an address.
 *
 * @param body JSON, bytes, or within this process an object
 * @param headers the value of a name, or null
 */
public record Call(Object body, UnaryOperator<String> headers) {

  /** The value of a header; null where it is not given. */
  public String header(String name) {
    return headers.apply(name);
  }
}
