/// What is known of a model or of its firmware and a technician should know too.
struct FirmwareNote: Sendable, Hashable {
    /// Starts of what the modem says of itself, in small letters; empty: any.
    var maker: String
    var model = ""
    var revision = ""
    var text: String
    /// What to do; empty where it is taken care of.
    var remedy = ""

    static func of(_ identity: ModemIdentity) -> FirmwareNote? {
        let (maker, model, revision) = (
            identity.manufacturer.lowercased(), identity.model.lowercased(), identity.revision.lowercased()
        )
        return all.first { note in
            maker.contains(note.maker) && model.hasPrefix(note.model) && revision.contains(note.revision)
        }
    }

    private static let all = [
        FirmwareNote(
            maker: "telit",
            revision: "10.00.144",
            text: "This firmware says for minutes after its start that the SIM is busy.",
            remedy: "Ask Telit for a newer firmware; until then give it three minutes after each start."
        ),
        FirmwareNote(maker: "huawei", model: "mu609", text: "Its stock firmware crashes on AT^GETPORTMODE: not sent."),
        FirmwareNote(maker: "huawei", model: "e3531", text: "Its storage looks empty for a moment after a notice."),
        FirmwareNote(maker: "brovi", model: "e3372", text: "It takes exactly three memories in AT+CPMS."),
        FirmwareNote(
            maker: "neoway",
            model: "m590",
            text: "It says nothing more once its radio was switched off: its radio is left on."
        ),
    ]
}
