import Modems
import SMS

/// A message in a modem's storage, for people.
public struct StoredMessageView: Hashable, Sendable, Codable {
    /// Such as `SM` for the SIM's or `ME` for the modem's.
    public var storage: String
    public var index: Int
    /// `received`, `report`, `sent`, `unsent` or `broken`.
    public var kind: String
    /// Sender of a received message, recipient of another.
    public var number: String?
    public var text: String?
    /// Such as `2 of 3`.
    public var part: String?
    /// The service center's time as it stands in the message.
    public var sentAt: String?
    /// Whether the daemon has it already: then nothing is lost when it is deleted. `nil` where no daemon was asked.
    public var isCommitted: Bool?
    public var pdu: String
    /// Octets of the TPDU as the modem states it.
    public var length: Int?
}

extension Technician {
    /// All that the modem holds, storage by storage.
    public func storedMessages() async throws(ControlProblem) -> [StoredMessageView] {
        var views: [StoredMessageView] = []
        for storage in try await storages() {
            views += try await storedMessages(in: storage)
        }
        return views
    }

    /// One message; `nil` where the slot is empty.
    public func storedMessage(_ storage: String, _ index: Int) async throws(ControlProblem) -> StoredMessageView? {
        try await storedMessages(in: storage).first { $0.index == index }
    }

    /// Deletes a message that is still the one that was looked at.
    public func delete(_ view: StoredMessageView) async throws(ControlProblem) {
        guard try await storedMessage(view.storage, view.index)?.pdu == view.pdu else {
            throw .conflict("\(view.storage) \(view.index) holds another message now: list them again")
        }
        try await need(.delete(index: view.index), "\(view.storage) \(view.index) could not be deleted")
    }

    /// The storages that can be read.
    private func storages() async throws(ControlProblem) -> [String] {
        if let known = loan.profile?.storages, !known.isEmpty { return known }
        let choices = StorageAnswer.parseChoices(try await ask(.storageChoices).lines)
        let offered = (choices.first ?? []).filter { ["ME", "SM", "MT"].contains($0) }
        // MT is the two others together.
        return offered.contains("ME") || offered.contains("SM") ? offered.filter { $0 != "MT" } : offered
    }

    private func storedMessages(in storage: String) async throws(ControlProblem) -> [StoredMessageView] {
        guard storage.utf8.allSatisfy({ (65...90).contains($0) }), (1...3).contains(storage.utf8.count) else {
            throw .invalid(field: "storage", reason: "“\(storage.prefix(20))” is no storage such as SM or ME")
        }
        try await need(.pduMode, "the modem shows no messages as PDUs")
        try await need(
            loan.profile?.selecting(storage) ?? .preferredStorage([storage]),
            "the modem does not show its storage \(storage)"
        )
        let answer = try await need(.listMessages, "the modem does not list its messages")
        return MessageList.parseList(answer.lines).map { StoredMessageView($0, in: storage) }
    }
}

extension StoredMessageView {
    init(_ message: StoredMessage, in storage: String) {
        self.init(storage: storage, index: message.index, kind: "broken", pdu: message.pdu, length: message.length)
        var options = DecodeOptions.inbox
        if let length = message.length, message.pdu.utf8.count / 2 == length { options.hasServiceCentre = false }
        guard let tpdu = try? PDUDecoder.decode(hex: message.pdu, options: options).tpdu else { return }
        number = tpdu.address?.number
        text = tpdu.userData?.text
        part = tpdu.userData?.concatenation.map { "\($0.sequence) of \($0.total)" }
        switch tpdu {
        case .deliver(let deliver):
            kind = "received"
            sentAt = deliver.timestamp?.description
        case .statusReport: kind = "report"
        case .submit: kind = message.status == .storedSent ? "sent" : "unsent"
        default: kind = "report"
        }
    }
}
