package dev.stillwater.stream;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.CachePolicy;
import dev.stillwater.bus.Call;
import dev.stillwater.bus.Page;
import dev.stillwater.bus.Reply;
import dev.stillwater.bus.Request;
import dev.stillwater.database.Database;
import dev.stillwater.database.PipelinedReads;
import dev.stillwater.json.JsonBody;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The current state of streams: reads and writes it. */
final class StreamService {

  private final Database database;
  private final PipelinedReads<String, List<StreamState>> reads;
  private final StreamStore streams = new StreamStore();

  StreamService(Database database) {
    this.database = database;
    this.reads = database.pipelined(streams::get);
  }

  Future<Reply> get(Request request) {
    String streamId = StreamId.of(request);
    request.end();
    return reads
        .read(streamId)
        .map(
            found ->
                found.stream()
                    .findFirst()
                    .map(stream -> Reply.ok(stream.toJson(), CachePolicy.REVALIDATED))
                    .orElseThrow(
                        () -> ProblemException.of(ProblemKind.NOT_FOUND, "no such stream")));
  }

  Future<Reply> find(Request request) {
    StreamQuery query = StreamQuery.of(request);
    return database
        .readPage(client -> streams.find(client, query))
        .map(found -> Reply.ok(page(Page.of(found, query.limit())), CachePolicy.REVALIDATED));
  }

  private static Buffer page(Page<StreamState> page) {
    return JsonBody.of(
        json -> {
          json.writeStartObject();
          page.write(
              json,
              "streams",
              StreamState::write,
              stream -> new StreamCursor(stream.streamId()).encode());
          json.writeEndObject();
        });
  }

  Future<Reply> put(Call call) {
    String streamId = ShortText.check("streamId", call.header(Addresses.STREAM_ID));
    if (!(call.body() instanceof Buffer bytes)) {
      throw ProblemException.invalid("body", "a Buffer");
    }
    StreamBody body = StreamBody.read(bytes);
    return database.write(client -> streams.put(client, streamId, body)).map(StreamService::reply);
  }

  private static Reply reply(StreamStore.Written written) {
    Buffer json = written.stream().toJson();
    return written.created() ? Reply.created(json) : Reply.ok(json);
  }
}
