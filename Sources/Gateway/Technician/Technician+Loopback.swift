import Campaigns
import Modems
import SMS
import Storage

extension Technician {
    /// How long a test may take.
    public static let loopbackLimit: Duration = .seconds(120)

    /// Sends a test to the line's own number and waits until `arrival` says that it is back.
    func loopback(
        to number: String?,
        token: String,
        clock: any Clock<Duration>,
        arrival: (Duration) async throws(ControlProblem) -> Bool
    ) async throws(ControlProblem) -> LoopbackTest {
        guard let number = try await own(number) else {
            var test = LoopbackTest(number: "unknown")
            test.problem = "The SIM does not tell its own number: give it with --number."
            return test
        }
        var test = LoopbackTest(number: Masking.number(number))
        guard
            let segment = try? SubmitEncoder.encode(
                SubmitRequest(to: Address(number), text: LoopbackText.text(token))
            ).segments.first
        else {
            test.problem = "The number \(number) cannot be written to: give it as +491701234567."
            return test
        }
        let stopwatch = Stopwatch(clock)
        let result: SubmissionResult
        do {
            result = try await loan.submit(tpduLength: segment.tpduLength, pdu: segment.pdu)
        } catch {
            throw .conflict("the modem is not lent any more: \(error)")
        }
        switch result {
        case .accepted: test.acceptedAfter = stopwatch.elapsed.inSeconds
        case .refused(let failure):
            let remedy = failure.meaning.map { " \($0.remedy)" } ?? ""
            test.problem = "The network did not take it: \(failure).\(remedy)"
            return test
        case .noAnswer(let failure):
            test.problem = "It left, and no answer came: \(failure)."
        case .takenBack, .promptMissing:
            test.problem = "The modem showed no prompt for the message."
            return test
        }
        let accepted = stopwatch.elapsed
        guard try await arrival(Self.loopbackLimit - stopwatch.elapsed) else {
            test.problem =
                test.problem
                ?? "It was accepted and did not come back within \(Self.loopbackLimit.components.seconds) s: the SIM may be "
                + "blocked for sending, the storage be full, or the number be another one's."
            return test
        }
        test.problem = nil
        test.arrivedAfter = (stopwatch.elapsed - accepted).inSeconds
        return test
    }

    /// The same where no daemon reads what comes in: the storage is looked at until the test is there, and the test is
    /// deleted. `token` is of 4 to 12 digits.
    public func loopback(
        to number: String?,
        token: String,
        clock: any Clock<Duration>
    ) async throws(ControlProblem) -> LoopbackTest {
        _ = try await ask(.pduMode)
        return try await loopback(to: number, token: token, clock: clock) { rest async throws(ControlProblem) in
            let stopwatch = Stopwatch(clock)
            while stopwatch.elapsed < rest, !Task.isCancelled {
                for view in try await storedMessages() where view.text == LoopbackText.text(token) {
                    try await delete(view)
                    return true
                }
                try? await clock.sleep(for: .seconds(2))
            }
            return false
        }
    }

    private func own(_ number: String?) async throws(ControlProblem) -> String? {
        if let number { return number }
        return try await ownNumber()
    }
}

extension Duration {
    /// With fractions, for people.
    fileprivate var inSeconds: Double { Double(wholeMilliseconds) / 1000 }
}
