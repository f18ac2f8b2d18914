import Foundation
import Gateway
import HTTPTypes
import Hummingbird
import NIOCore

/// An answer that goes on while things happen: a JSON object a line, `application/x-ndjson`. It ends when the work ends or
/// the client goes away, which cancels the work.
struct EventLines: Sendable {
    private let lines: AsyncStream<ByteBuffer>.Continuation

    /// More lines than this that the client does not read are dropped, the oldest first.
    private static let mostWaiting = 10_000

    static func response(
        to request: Request,
        _ produce: @escaping @Sendable (EventLines) async throws -> Void
    ) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/x-ndjson", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                do {
                    try await request.body.consumeWithCancellationOnInboundClose { body in
                        // A body that is not read to its end must not be let go of.
                        for try await _ in body {}
                        try await write(to: &writer, produce)
                    }
                } catch is CancellationError {
                    // The client has gone.
                }
                try await writer.finish(nil)
            }
        )
    }

    private static func write(
        to writer: inout any ResponseBodyWriter,
        _ produce: @escaping @Sendable (EventLines) async throws -> Void
    ) async throws {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ByteBuffer.self,
            bufferingPolicy: .bufferingNewest(mostWaiting)
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let lines = EventLines(lines: continuation)
                defer { continuation.finish() }
                do {
                    try await produce(lines)
                } catch let problem as ControlProblem {
                    lines.tell(problem: Problem(problem))
                } catch let ended as Loan.Ended {
                    lines.tell(problem: .conflict("the modem is not lent any more: \(ended)"))
                }
            }
            for await line in stream { try await writer.write(line) }
            group.cancelAll()
        }
    }

    func tell(_ value: some Encodable) {
        guard let octets = try? JSONCoding.encoder().encode(value) else { return }
        lines.yield(ByteBuffer(bytes: [UInt8](octets) + [UInt8(ascii: "\n")]))
    }

    func tell(problem: Problem) {
        var event = TechnicianEvent(.problem)
        event.status = problem.status
        event.text = problem.description
        tell(event)
    }
}
