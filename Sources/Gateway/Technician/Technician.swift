import Modems

/// What a technician does with a borrowed modem. Nothing is stored.
public struct Technician: Sendable {
    public let loan: Loan

    public init(_ loan: Loan) {
        self.loan = loan
    }

    /// Asks, and puts the end of the loan into the client's terms.
    func ask(_ command: ATCommand) async throws(ControlProblem) -> ATAnswer {
        do {
            return try await loan.ask(command)
        } catch {
            throw .conflict("the modem is not lent any more: \(error)")
        }
    }

    /// The same, where nothing but OK will do. `what` is what was tried.
    @discardableResult
    func need(_ command: ATCommand, _ what: String) async throws(ControlProblem) -> ATAnswer {
        let answer = try await ask(command)
        guard let failure = answer.failure else { return answer }
        let remedy = failure.meaning.map { ". \($0.remedy)" } ?? ""
        throw .unavailable("\(what): \(failure)\(remedy)")
    }

    /// The modem's family, by its own words where it is not known yet.
    func dialect() async throws(ControlProblem) -> Dialect {
        if let name = loan.profile?.dialect, let known = Dialect.named(name) { return known }
        let names = [try await ask(.manufacturer), try await ask(.model)].map { answer in
            answer.isOK ? IdentityAnswer.parseName(answer.lines) ?? "" : ""
        }
        return Dialect.of(ModemIdentity(manufacturer: names[0], model: names[1]))
    }

    /// The number of the line itself; `nil` where the SIM does not tell.
    public func ownNumber() async throws(ControlProblem) -> String? {
        for _ in 0..<3 {
            let answer = try await ask(.ownNumber)
            if let number = IdentityAnswer.parseOwnNumber(answer.lines) { return number }
            // 14, SIM busy, passes.
            guard answer.failure == .cme(14) || answer.failure == .cms(314) else { return nil }
        }
        return nil
    }

    /// Sets the number of the service center and answers what the modem says it is afterwards.
    public func setServiceCenter(_ number: String) async throws(ControlProblem) -> String {
        guard Self.isInternational(number) else {
            throw .invalid(field: "number", reason: "“\(number)” is no number of the form +491710760000")
        }
        try await need(.setServiceCenter(number), "the modem did not take the number")
        let answer = try await need(.serviceCenter, "the modem does not tell what it has now")
        guard let now = IdentityAnswer.parseServiceCenter(answer.lines) else {
            throw .unavailable("the modem said OK and has no service center all the same: try again")
        }
        return now
    }

    /// Restarts the modem with the command of its family.
    public func softReset() async throws(ControlProblem) {
        var refusals: [String] = []
        for command in try await dialect().reset.asCommands {
            let answer = try await ask(command)
            switch answer.failure {
            // A modem that restarts at once says nothing more.
            case nil, .restarted, .hungUp, .timedOut: return
            case let failure?: refusals.append("\(command.text): \(failure)")
            }
        }
        throw .unavailable("the modem refused to restart: \(refusals.joined(separator: ", "))")
    }

    static func isInternational(_ number: String) -> Bool {
        number.first == "+" && (7...15).contains(number.dropFirst().utf8.count)
            && number.dropFirst().utf8.allSatisfy { (48...57).contains($0) }
    }
}
