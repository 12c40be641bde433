package dev.stillwater.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwkSetTest {

  private static final List<String> SOME = List.of("RS256", "PS256", "ES256", "EdDSA");

  private static JwkSet parse(String keys) {
    return JwkSet.parse(Buffer.buffer("{\"keys\": [" + keys.replace('\'', '"') + "]}"), SOME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'kty': 'RSA', 'n': 'AQ', 'e': 'AQAB'} | RS256 PS256",
        "{'kty': 'RSA', 'alg': 'PS256'} | PS256",
        "{'kty': 'EC', 'crv': 'P-256'} | ES256",
        "{'kty': 'OKP', 'crv': 'Ed25519'} | EdDSA"
      })
  void aKeyIsForWhatFitsItsKind(String key, String algorithms) {
    assertThat(parse(key).keys())
        .extracting(each -> each.getString("alg"))
        .containsExactly(algorithms.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{'kty': 'oct', 'k': 'AQAB'}",
        "{'kty': 'oct', 'k': 'AQAB', 'alg': 'RS256'}",
        "{'kty': 'RSA', 'alg': 'HS256'}",
        "{'kty': 'RSA', 'alg': 'RS512'}",
        "{'kty': 'RSA', 'use': 'enc'}",
        "{'kty': 'EC', 'crv': 'P-521'}",
        "{'kty': 'EC', 'crv': 'P-256', 'alg': 'EdDSA'}",
        "1"
      })
  void withoutAKeyThatIsOfUseItIsNone(String keys) {
    assertThatThrownBy(() -> parse(keys)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void whatIsPrivateIsLeftOut() {
    assertThat(parse("{'kty': 'EC', 'crv': 'P-256', 'x': 'AQ', 'd': 'AQ'}").keys())
        .containsExactly(
            new JsonObject(
                "{\"use\":\"sig\",\"alg\":\"ES256\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\"}"));
  }

  @Test
  void aTokenNamesItsKeyUnlessOneHasNoName() {
    JwkSet named = parse("{'kty': 'RSA', 'kid': 'a'}");
    assertThat(named.mayHave(Optional.of("a"))).isTrue();
    assertThat(named.mayHave(Optional.of("b"))).isFalse();
    assertThat(named.mayHave(Optional.empty())).isFalse();
    assertThat(parse("{'kty': 'RSA'}").mayHave(Optional.empty())).isTrue();
    assertThat(parse("{'kty': 'RSA'}").mayHave(Optional.of("b"))).isTrue();
  }
}
