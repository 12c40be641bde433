package dev.stillwater.dashboard;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test its {@link Tab}, and fails it where something went wrong in there. */
final class TabExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(TabExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (BrowserProgram.find().isPresent() || BrowserProgram.isRequired()) {
      return ConditionEvaluationResult.enabled("there is a browser, or has to be");
    }
    LeftOut leftOut = leftOut(context);
    context.getTestClass().ifPresent(leftOut::add);
    return ConditionEvaluationResult.disabled(LeftOut.REASON);
  }

  private static LeftOut leftOut(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(LeftOut.class, type -> new LeftOut(), LeftOut.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Tab.class;
  }

  @Override
  public Tab resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return ofTest(context).computeIfAbsent(Tab.class, type -> browser(context).open(), Tab.class);
  }

  private static Chromium browser(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Chromium.class, type -> new Chromium(program()), Chromium.class);
  }

  private static Path program() {
    return BrowserProgram.find().orElseThrow(() -> new AssertionError(LeftOut.REASON));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Optional.ofNullable(ofTest(context).remove(Tab.class, Tab.class))
        .ifPresent(tab -> end(tab, context));
  }

  private static void end(Tab tab, ExtensionContext context) {
    try (tab) {
      if (context.getExecutionException().isPresent() || !tab.faults().isEmpty()) {
        tab.keep(context.getRequiredTestClass().getSimpleName() + "-" + context.getDisplayName());
      }
      tab.assertFaultless();
    }
  }

  private static Store ofTest(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
