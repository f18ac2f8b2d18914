import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Makes one HTTP request, once, within a time and a size.
struct HTTPExchange: Sendable {
    var client: HTTPClient
    /// What the deadline waits on.
    var clock: any Clock<Duration>
    /// From the call to the last octet of the answer.
    var timeout: Duration
    /// The largest answer that is read, in octets.
    var answerLimit: Int

    enum Method: Sendable {
        case get
        case post(body: [UInt8])
    }

    private enum Step: Sendable {
        case finished(HTTPOutcome)
        case timedOut
        case cancelled
    }

    /// Never throws: cancellation too ends as ``HTTPOutcome/notSent(reason:)`` or ``HTTPOutcome/cut(reason:)``.
    func callAsFunction(
        _ method: Method,
        _ url: String,
        headers: [(name: String, value: String)]
    ) async -> HTTPOutcome {
        // The client hears of a cancellation late; before it begins we can be certain.
        guard !Task.isCancelled else { return .notSent(reason: "the request was cancelled") }
        let mark = HandOverMark()
        var request = HTTPClientRequest(url: url)
        request.headers = HTTPHeaders(headers.map { ($0.name, $0.value) })
        switch method {
        case .get:
            request.method = .GET
        case .post(let body):
            request.method = .POST
            let stream = MarkedBody(bytes: ByteBuffer(bytes: body), mark: mark)
            request.body = .stream(stream, length: .known(Int64(body.count)))
        }
        let ready = request
        return await withTaskGroup(of: Step.self) { group in
            group.addTask { .finished(await self.perform(ready, mark: mark)) }
            group.addTask {
                do {
                    try await self.clock.sleep(for: self.timeout)
                    return .timedOut
                } catch {
                    return .cancelled
                }
            }
            var isLate = false
            while let step = await group.next() {
                switch step {
                case .timedOut:
                    isLate = true
                    group.cancelAll()
                case .cancelled:
                    // We were cancelled, and so was the request, which says itself how far it came.
                    continue
                case .finished(let outcome):
                    group.cancelAll()
                    return isLate ? late(outcome) : outcome
                }
            }
            return .cut(reason: "the request ended without a result")
        }
    }

    /// An outcome after the deadline: what is complete still counts.
    private func late(_ outcome: HTTPOutcome) -> HTTPOutcome {
        let time = "\(Int((timeout / .seconds(1)).rounded(.up))) s"
        let reason = "no answer within \(time)"
        switch outcome {
        case .answer(var answer):
            if answer.problem != nil { answer.problem = reason }
            return .answer(answer)
        case .notSent: return .notSent(reason: "no connection within \(time)")
        case .cut: return .cut(reason: reason)
        }
    }

    private func perform(_ request: HTTPClientRequest, mark: HandOverMark) async -> HTTPOutcome {
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, deadline: .distantFuture)
        } catch {
            let reason = Self.describe(error)
            return mark.isSet ? .cut(reason: reason) : .notSent(reason: reason)
        }
        // Where the client was made to follow redirects, the first answer is the one that counts.
        if let first = response.history.first, response.history.count > 1 {
            return .answer(HTTPAnswer(status: Int(first.responseHead.status.code), body: []))
        }
        var answer = HTTPAnswer(
            status: Int(response.status.code),
            retryAfter: response.headers.first(name: "retry-after"),
            body: []
        )
        for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
            answer.headers[name] = response.headers.first(name: name)
        }
        do {
            let body = try await response.body.collect(upTo: answerLimit)
            if Task.isCancelled {
                answer.problem = "the answer was cut off"
            } else {
                answer.body = Array(body.readableBytesView)
            }
        } catch is NIOTooManyBytesError {
            answer.problem = "the answer is longer than \(answerLimit) octets"
        } catch {
            answer.problem = "the answer was cut off (\(Self.describe(error)))"
        }
        return .answer(answer)
    }

    private static func describe(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: error.shortDescription
        case is CancellationError: "the request was cancelled"
        default: String(String(describing: error).prefix(200))
        }
    }
}
