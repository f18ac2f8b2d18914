import Logging
import Modems
import Storage

/// What the log says of a modem that came, went or changed its state. No texts, no whole numbers.
struct ModemNews: Equatable {
    var level: Logger.Level
    var text: String

    /// `nil` where nothing changed that is worth a line.
    init?(from old: ModemView?, to new: ModemView) {
        switch new.state {
        case "starting":
            // One that rests and begins anew was seen before.
            guard old == nil || old?.state == "absent" || old?.port != new.port else { return nil }
            self.init(.info, "\(new.name): a modem is at \(new.port ?? new.source); it is being set up")
        case "ready":
            guard old?.state != "ready" else { return nil }
            self.init(.info, "\(new.name): ready: \(Self.facts(new))")
        case "recovering":
            guard old?.state != "recovering" else { return nil }
            self.init(.warning, "\(new.name): \(new.lastError ?? "the modem does not answer"); its port is opened anew")
        case "absent":
            guard old?.state != "absent" || old?.reason != new.reason else { return nil }
            self.init(.warning, "\(new.name): not there: \(new.reason ?? "its port went away")")
        default:
            guard old?.state != new.state || old?.reason != new.reason else { return nil }
            let what = new.state == "needsPIN" ? "needs its PIN" : "out of rotation"
            self.init(.warning, "\(new.name): \(what): \(new.reason ?? "no reason known")")
        }
    }

    private init(_ level: Logger.Level, _ text: String) {
        self.level = level
        self.text = text
    }

    /// Such as `SIMULATED SIM-7, IMEI …607, SIM …000, Simnet, registered, home network, -73 dBm`.
    private static func facts(_ view: ModemView) -> String {
        let model = [view.manufacturer, view.model].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        let facts: [String?] = [
            model.isEmpty ? nil : model, view.imei.map { "IMEI \(tail($0))" }, view.iccid.map { "SIM \(tail($0))" },
            view.operatorName, view.registration, view.signalDBm.map { "\($0) dBm" },
        ]
        return facts.compactMap(\.self).joined(separator: ", ")
    }

    private static func tail(_ number: String) -> String { "…" + number.suffix(3) }
}
