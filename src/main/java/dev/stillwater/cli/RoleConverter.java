package dev.stillwater.cli;

import dev.stillwater.access.Role;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Roles of callers on the command line. */
final class RoleConverter implements ITypeConverter<Role> {

  @Override
  public Role convert(String text) {
    return Role.of(text)
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is neither read, write nor operate"));
  }
}
