package dev.stillwater;

import picocli.CommandLine.IVersionProvider;

/** The version of the program, as its jar's manifest has it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"stillwater " + (version == null ? "(not packaged)" : version)};
  }
}
