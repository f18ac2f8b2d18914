public import Campaigns
import Synchronization

/// The turns whose answers come later, each by a request of its own.
public final class PendingTurns: Sendable {
    /// Checks a request and reads its answer.
    public typealias Reader = @Sendable (WebhookRequest) throws(AgentProblem) -> AgentAnswer

    private struct Waiting {
        var reader: Reader
        var answers: AsyncStream<AgentAnswer>.Continuation
    }

    /// At most so many wait at a time.
    private static let most = 1000

    private let waiting = Mutex<[String: Waiting]>([:])

    public init() {}

    /// Opens the door for the answer to a turn; before it is asked for, since it may be quick.
    ///
    /// - Returns: The answer, once; `nil` where too many wait, or the same turn does.
    public func expect(_ turn: String, reader: @escaping Reader) -> AsyncStream<AgentAnswer>? {
        let (stream, continuation) = AsyncStream.makeStream(of: AgentAnswer.self, bufferingPolicy: .bufferingOldest(1))
        return waiting.withLock { waiting in
            guard waiting.count < Self.most, waiting[turn] == nil else { return nil }
            waiting[turn] = Waiting(reader: reader, answers: continuation)
            return stream
        }
    }

    /// Nothing more is waited for.
    public func close(_ turn: String) {
        waiting.withLock { $0.removeValue(forKey: turn) }?.answers.finish()
    }

    /// Takes an answer in. One that may not be believed leaves the door open.
    ///
    /// - Parameters:
    ///   - turn: The turn's id.
    ///   - request: Its answer, as it came.
    /// - Throws: ``ControlProblem`` where nobody waits for it, or it is not signed as it has to be.
    public func deliver(_ turn: String, _ request: WebhookRequest) throws(ControlProblem) {
        guard let reader = waiting.withLock({ $0[turn]?.reader }) else {
            throw .notFound(
                "no answer to turn “\(turn.prefix(80))” is waited for: it is over, was answered, or never was"
            )
        }
        let answer: AgentAnswer
        do {
            answer = try reader(request)
        } catch {
            throw .forbidden(error.reason)
        }
        guard let found = waiting.withLock({ $0.removeValue(forKey: turn) }) else {
            throw .notFound("turn “\(turn.prefix(80))” was answered meanwhile")
        }
        found.answers.yield(answer)
        found.answers.finish()
    }
}

extension Control {
    /// Takes the answer to a turn that an agent promised.
    public func answerTurn(_ turn: String, _ request: WebhookRequest) throws(ControlProblem) {
        try parts.pendingTurns.deliver(turn, request)
    }
}
