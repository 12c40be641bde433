package dev.stillwater.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keys of those who call over HTTP. */
@Command(
    name = "keys",
    description = "Create, list and revoke the keys of those who call over HTTP.",
    subcommands = {KeysCreateCommand.class, KeysListCommand.class, KeysRevokeCommand.class},
    mixinStandardHelpOptions = true)
public final class KeysCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "keys is followed by create, list or revoke");
  }
}
