package dev.stillwater;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.SqlClient;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** The rules of the design, held by the build. */
@AnalyzeClasses(packages = "dev.stillwater", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final Set<String> IMMUTABLE =
      Set.of(
          "com.fasterxml.jackson.core.JsonFactory",
          "java.lang.String",
          "java.time.Duration",
          "java.time.Instant",
          "java.time.LocalTime",
          "java.time.YearMonth",
          "java.time.format.DateTimeFormatter",
          "java.util.Comparator",
          "java.util.List",
          "java.util.Map",
          "java.util.Set",
          "java.util.regex.Pattern",
          "org.slf4j.Logger");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.stillwater.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule sqlIsInStores =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Store")
          .should()
          .callMethodWhere(calls(SqlClient.class, "query|preparedQuery|prepare"));

  @ArchTest
  static final ArchRule calendarIsPure =
      noClasses()
          .that()
          .resideInAPackage("..calendar..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("java..", "dev.stillwater.calendar..");

  @ArchTest
  static final ArchRule httpKnowsNoDatabase =
      noClasses()
          .that()
          .resideInAPackage("..http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..database..", "io.vertx.sqlclient..", "io.vertx.pgclient..");

  @ArchTest
  static final ArchRule noRouteIsWithoutARule =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.stillwater.http.Routes")
          .should()
          .callMethodWhere(
              calls(
                  Router.class,
                  "(route|get|head|options|put|post|delete|trace|connect|patch)(WithRegex)?"));

  @ArchTest
  static final ArchRule theClientKnowsTheContractAlone =
      noClasses()
          .that()
          .resideInAPackage("..client..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.stillwater..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "..client..", "..bus..", "..json..", "..calendar.."))));

  @ArchTest
  static final ArchRule theClockIsGiven =
      noClasses()
          .should()
          .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time..")))))
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  // the command line's thread may wait; the embedded database is run off the event loops
  @ArchTest
  static final ArchRule nothingBlocksAnEventLoop =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cli..")
          .should()
          .callMethodWhere(calls(Thread.class, "sleep|join"))
          .orShould()
          .callMethodWhere(calls(Future.class, "await"))
          .orShould()
          .callMethodWhere(calls(CountDownLatch.class, "await"))
          .orShould()
          .callMethodWhere(calls(CompletableFuture.class, "join|get"))
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.sql\\.(Connection|DriverManager|.*Statement)");

  @ArchTest
  static final ArchRule noStaticMutableState =
      fields()
          .that()
          .areStatic()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should()
          .beFinal()
          .andShould(
              have(
                  DescribedPredicate.describe(
                      "an immutable type", ArchitectureTest::hasImmutableType)));

  private static DescribedPredicate<JavaCall<?>> calls(Class<?> type, String methods) {
    return target(nameMatching(methods)).and(target(owner(assignableTo(type))));
  }

  private static boolean hasImmutableType(JavaField field) {
    return field.getRawType().isPrimitive()
        || field.getRawType().isEnum()
        || field.getRawType().isRecord()
        || IMMUTABLE.contains(field.getRawType().getName());
  }
}
