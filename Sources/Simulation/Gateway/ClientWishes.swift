import Campaigns
import Gateway
import Storage
import Synchronization

/// What clients of the API want during the run, in order. Outlives the gateway.
final class ClientWishes: Sendable {
    enum What: Sendable {
        case send(to: String, text: String, key: String)
        case start(campaign: String)
        case pause(campaign: String)
        case resume(campaign: String)
        /// Contacts are imported once more, with other names.
        case rename([ImportedContact])
        case lift(PhoneNumber, note: String)
    }

    struct Wish: Sendable {
        var at: Duration
        var what: What
    }

    /// The documented consent on which a client lifts a suppression.
    static let consentNote = "signed the form again at the counter"
    static let mark = "Your code is "

    /// The idempotency keys of all messages that clients want sent.
    let keys: [String]
    /// Other names that contacts get.
    let renamed: [String: [String]]
    private let waiting: Mutex<[Wish]>

    init(
        _ script: DayScript,
        contacts: [ImportedContact],
        people: [SimulatedPerson],
        random: inout SeededGenerator
    ) {
        var wishes = script.campaigns.map { Wish(at: $0.startsAt, what: .start(campaign: $0.name)) }
        let writers = people.filter { $0.behaviour != .silent }.map(\.number)
        let days = max(Int(script.length.components.seconds / 86_400), 1)
        func moment() -> Duration {
            .seconds(Int64.random(in: 0..<Int64(days), using: &random) * 86_400)
                + random.duration(in: .seconds(600)...(.seconds(40_000)))
        }
        var keys: [String] = []
        for index in 0..<script.clientMessages + script.clientMessagesToPeople {
            let isToPerson = index >= script.clientMessages && !writers.isEmpty
            let number =
                isToPerson
                ? writers[Int(random.next() % UInt64(writers.count))] : "+49160" + String(5_550_000 + index)
            let text =
                Self.mark + "\(1000 + index)."
                + (index % 10 == 3 ? HostileText.replies[index % HostileText.replies.count] : "")
            keys.append("client-\(index)")
            wishes.append(Wish(at: moment(), what: .send(to: number, text: text, key: "client-\(index)")))
        }
        self.keys = keys
        var renamed: [String: [String]] = [:]
        for round in 0..<script.renamings {
            let size = max(contacts.count / 30, 1)
            let first = Int(random.next() % UInt64(max(contacts.count - size, 1)))
            let rows = contacts[first..<min(first + size, contacts.count)].map { contact in
                var contact = contact
                contact.name = "New \(round) \(contact.line)"
                renamed[contact.number.e164, default: []].append(contact.name ?? "")
                return contact
            }
            wishes.append(Wish(at: moment(), what: .rename(rows)))
        }
        self.renamed = renamed
        for _ in 0..<script.pauses {
            let (at, name) = (moment(), script.campaigns[Int(random.next() % UInt64(script.campaigns.count))].name)
            wishes.append(Wish(at: at, what: .pause(campaign: name)))
            wishes.append(Wish(at: at + .seconds(5000), what: .resume(campaign: name)))
        }
        for number in writers.prefix(max(writers.count / 20, 2)).compactMap(PhoneNumber.init(e164:)) {
            wishes.append(Wish(at: moment(), what: .lift(number, note: Self.consentNote)))
        }
        waiting = Mutex(
            wishes.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        )
    }

    /// Of messages to people every third is.
    private static func isMarketing(_ key: String, to number: String) -> Bool {
        !number.hasPrefix("+49160555") && ["2", "5", "8"].contains(key.suffix(1))
    }

    private var next: Wish? { waiting.withLock(\.first) }

    private func fulfilled() {
        waiting.withLock { waiting in
            if !waiting.isEmpty { waiting.removeFirst() }
        }
    }

    /// What was not answered before a kill is asked for again, with the same key.
    func act(on control: Control, clock: VirtualClock, wall: SimulatedWallClock) async {
        while let wish = next {
            try? await clock.sleep(until: VirtualClock.Instant(offset: wish.at), tolerance: nil)
            do {
                try await fulfil(wish.what, control, at: wall.now())
            } catch ControlProblem.conflict, ControlProblem.notFound {
                // It was done before the kill, or there was nothing to do.
            } catch {
                try? await clock.sleep(for: .seconds(10))
                continue
            }
            fulfilled()
        }
    }

    private func fulfil(_ what: What, _ control: Control, at: Timestamp) async throws {
        switch what {
        case .send(let number, let text, let key):
            let category = Self.isMarketing(key, to: number) ? CampaignCategory.marketing.rawValue : nil
            _ = try await control.send([
                SendRequest(to: number, text: text, idempotencyKey: key, category: category)
            ])
        case .start(let campaign): try await Self.start(campaign, control)
        case .pause(let campaign): _ = try await control.changeCampaign(campaign, .pause)
        case .resume(let campaign): _ = try await control.changeCampaign(campaign, .resume)
        case .rename(let rows):
            let id = try await control.begin(NewImport(name: "other names", by: "simulation"))
            try await control.importRows(rows, rejected: [], into: id)
            _ = try await control.finishImport(id, sha256: "", octets: 0)
        case .lift(let number, let note):
            let consent = ConsentRecord(kind: .express, source: note, capturedAt: at, capturedBy: "simulation")
            _ = try await control.addConsent(consent, to: number, liftsOptOut: true)
        }
    }

    /// Every campaign of every run is started here, and nowhere else.
    static func start(_ campaign: String, _ control: Control) async throws {
        _ = try await control.testAgent(DayCast.agentName, scenarios: [])
        let report = try await control.preflight(campaign, attestedBy: "simulation")
        guard report.token != nil else { throw ControlProblem.unavailable("the preflight does not pass") }
        _ = try await control.startCampaign(campaign)
    }
}
