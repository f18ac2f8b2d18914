import Campaigns
public import Gateway
import HTTPTypes
import Hummingbird
import Modems
public import Storage

/// Answers that go on while things happen.
extension APIRouter {
    func addLive(to router: Router<BasicRequestContext>) {
        router.get("/v1/modems/watch") { [control] request, _ -> Response in
            EventLines.response(to: request) { lines in
                try await control.watchModems { views in lines.tell(ModemList(modems: views)) }
            }
        }
        router.get("/v1/modems/:name/trace") { [control, wallClock] request, context -> Response in
            let unmasked = try Query(request, allowing: ["unmasked"]).flag("unmasked")
            let news = try control.trace(name("name", context))
            return EventLines.response(to: request) { lines in
                lines.tell(TechnicianEvent(.lent))
                for await item in news {
                    guard case .line(let line) = item else { continue }
                    var event = TechnicianEvent(.line)
                    event.line = TraceView(line, at: wallClock.now(), unmasked: unmasked)
                    lines.tell(event)
                }
            }
        }
        router.post("/v1/loopbacks") { [control] request, _ -> Response in
            let modem = try Query(request, allowing: ["modem"]).text("modem")
            let round = try await control.beginLoopback(modem)
            return EventLines.response(to: request) { lines in
                try await control.followLoopback(round) { report in
                    var event = TechnicianEvent(.loopbacks)
                    event.loopbacks = report
                    lines.tell(event)
                }
                lines.tell(TechnicianEvent(.done))
            }
        }
        router.post("/v1/modems/:name/diagnosis") { request, context -> Response in
            try diagnosis(request, context)
        }
        router.post("/v1/modems/:name/loan") { request, context -> Response in
            try loan(request, context)
        }
        router.post("/v1/loans/:id") { [loans] request, context -> Response in
            let body = try await request.decoded(LoanCommand.self, limit: 4096)
            guard let loan = loans[try name("id", context)] else {
                throw Problem.notFound("this loan is over: borrow the modem again")
            }
            do {
                return try .json(try await body.carriedOut(on: loan))
            } catch let ended as Loan.Ended {
                throw Problem.conflict("the modem is not lent any more: \(ended)")
            }
        }
    }

    private func diagnosis(_ request: Request, _ context: BasicRequestContext) throws -> Response {
        let query = try Query(request, allowing: ["loopback", "number"])
        let loopback = try query.flag("loopback")
        let modem = try name("name", context)
        var ownNumber: String?
        if let text = try query.text("number") { ownNumber = try number(text, field: "number").e164 }
        try control.find(modem)
        return EventLines.response(to: request) { [control, ownNumber] lines in
            try await control.diagnose(modem, loopback: loopback, number: ownNumber) { lines.tell($0) }
            lines.tell(TechnicianEvent(.done))
        }
    }

    private func loan(_ request: Request, _ context: BasicRequestContext) throws -> Response {
        let query = try Query(request, allowing: ["purpose"])
        let purpose = try query.choice("purpose", LoanPurpose.self) ?? .console
        let modem = try name("name", context)
        try control.find(modem)
        return EventLines.response(to: request) { [control] lines in
            lines.tell(TechnicianEvent(.waiting))
            try await control.borrow(modem, for: purpose.rawValue, limit: LoanPurpose.limit) { loan in
                await serve(loan, lines)
            }
        }
    }

    /// Tells what happens on a loan, until it ends.
    private func serve(_ loan: Loan, _ lines: EventLines) async {
        let news = loan.news()
        await loans.with(loan) { id in
            var event = TechnicianEvent(.lent)
            event.loan = id
            lines.tell(event)
            for await item in news {
                if let event = TechnicianEvent(item, at: wallClock.now()) { lines.tell(event) }
            }
        }
        var event = TechnicianEvent(.done)
        event.text = loan.end
        lines.tell(event)
    }
}

/// What a loan that a client holds is for.
enum LoanPurpose: String, CaseIterable {
    case console, ussd, antenna

    static let limit: Duration = .seconds(1800)
}

/// All modems at one moment.
public struct ModemList: Codable, Sendable {
    public var modems: [ModemView]
}

/// What a borrower wants from the modem: a command, or one message as a PDU.
public struct LoanCommand: Codable, Sendable {
    public var command: String?
    public var pdu: String?
    /// Octets of the TPDU.
    public var length: Int?

    public init(command: String? = nil, pdu: String? = nil, length: Int? = nil) {
        self.command = command
        self.pdu = pdu
        self.length = length
    }

    /// Carries it out.
    public func carriedOut(on loan: Loan) async throws -> LoanAnswer {
        if let pdu, let length {
            switch try await loan.submit(tpduLength: length, pdu: pdu) {
            case .accepted(let reference, _):
                return LoanAnswer(lines: ["+CMGS: \(reference.map { "\($0)" } ?? "")"], isOK: true)
            case .refused(let failure), .noAnswer(let failure):
                return LoanAnswer(lines: [], isOK: false, failure: "\(failure)")
            case .takenBack, .promptMissing:
                return LoanAnswer(lines: [], isOK: false, failure: "the modem showed no prompt")
            }
        }
        guard let command, !command.isEmpty, command.utf8.count <= 400,
            command.utf8.allSatisfy({ (0x20..<0x7F).contains($0) })
        else {
            throw Problem.invalid("a command has 1 to 400 printable characters", field: "command")
        }
        let answer = try await loan.ask(.typed(command))
        return LoanAnswer(lines: answer.lines, isOK: answer.isOK, failure: answer.failure.map { "\($0)" })
    }
}

/// What the modem answered.
public struct LoanAnswer: Codable, Sendable {
    public var lines: [String]
    public var isOK: Bool
    /// How it failed, in words.
    public var failure: String?

    public init(lines: [String], isOK: Bool, failure: String? = nil) {
        self.lines = lines
        self.isOK = isOK
        self.failure = failure
    }
}
