package dev.stillwater.cli;

import dev.stillwater.maintenance.RunKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Phases of maintenance on the command line. */
final class PhaseConverter implements ITypeConverter<RunKind> {

  @Override
  public RunKind convert(String text) {
    return RunKind.ofPhase(text)
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is neither snapshot nor archive"));
  }
}
