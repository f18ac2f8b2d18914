import Campaigns
import Connectors
import Gateway
import Modems
import Yams

/// Reads `modems: discover`, or a list of ports.
struct ModemReader {
    let limits: RateLimits
    /// Where numbers without a country prefix belong.
    let region: String?
    let zones: ZoneDirectory

    private static let keys = [
        "port", "name", "pin", "limits", "roaming", "balance", "number", "window", "price_per_segment",
    ]
    /// What a segment costs where an entry does not say.
    let price: Amount?
    let currency: String?

    func read(_ top: YAMLSection) -> [Settings.Modem] {
        let expected = "discover, or a list of modems such as - port: /dev/serial/by-id/…"
        guard let value = top["modems"] else { return [] }
        if value.scalar == "discover" {
            let tariff = tariff(nil)
            return [Settings.Modem(source: .discovered, name: nil, pin: nil, limits: limits, tariff: tariff)]
        }
        let items = value.items(expected: expected, limit: SettingsReader.longestList) ?? []
        var modems: [Settings.Modem] = []
        for item in items {
            guard let modem = modem(item) else { continue }
            if let earlier = modems.firstIndex(where: { $0.source == modem.source }) {
                item.report(expected: "each port once: modems[\(earlier)] has it too", found: "the same port again")
            }
            if let name = modem.name, let earlier = modems.firstIndex(where: { $0.name == name }) {
                item.report(expected: "a name of its own: modems[\(earlier)] has it too", found: "the name \(name)")
            }
            modems.append(modem)
        }
        return modems
    }

    private func modem(_ item: YAMLValue) -> Settings.Modem? {
        guard let section = item.section(Self.keys) else { return nil }
        let limits = section["limits"].map { LimitReader(zones: zones).read($0, over: self.limits) } ?? self.limits
        let pin = section["pin"].flatMap { self.pin($0) }
        let name = section["name"].flatMap { self.name($0) }
        let roaming = section["roaming"].map { flag($0) } ?? false
        let balance = section["balance"].flatMap { self.balance($0) }
        let window = section["window"].flatMap { WindowReader(zones: zones).read($0) }
        let tariff = tariff(section["price_per_segment"])
        let expected = "a path, a path in /dev/serial/by-id, a pattern such as /dev/ttyUSB*, or discover"
        guard let value = section.required("port", expected: expected), let port = value.text(expected: expected) else {
            return nil
        }
        let isOne = port != "discover" && !port.contains { "*?[".contains($0) }
        let number = section["number"].flatMap { ownNumber($0, isOne: isOne) }
        guard port == "discover" || port.hasPrefix("/") else {
            value.report(expected: expected)
            return nil
        }
        return Settings.Modem(
            source: port == "discover" ? .discovered : .path(port),
            name: name,
            pin: pin,
            limits: limits,
            roaming: roaming,
            balance: balance,
            number: number,
            window: window,
            tariff: tariff
        )
    }

    /// The number of the SIM, for tests between lines. It belongs to one modem.
    private func ownNumber(_ value: YAMLValue, isOne: Bool) -> PhoneNumber? {
        let expected = "the SIM's own number, such as \"+491701234567\""
        guard isOne else {
            value.report(expected: "no number here: it belongs to one modem, and this port stands for several")
            return nil
        }
        guard let text = value.text(expected: expected) else { return nil }
        guard let number = try? PhoneNumber(parsing: text, region: region) else {
            value.report(expected: expected)
            return nil
        }
        return number
    }

    private func tariff(_ value: YAMLValue?) -> SegmentPrice? {
        (value.map { $0.amount() } ?? price).map { SegmentPrice($0, currency: currency) }
    }

    private func balance(_ value: YAMLValue) -> BalanceCheck? {
        guard let section = value.section(["code", "every", "below", "pattern"]) else { return nil }
        let expected = "a code of digits, * and #, such as \"*100#\""
        let item = section.required("code", expected: expected)
        let code = item?.text(expected: expected) ?? ""
        if !(1...40).contains(code.utf8.count) || !code.utf8.allSatisfy({ "0123456789*#".utf8.contains($0) }) {
            item?.report(expected: expected)
        }
        var check = BalanceCheck(code: code)
        check.every = section["every"]?.duration(in: .seconds(3600)...Duration.seconds(31 * 86_400)) ?? check.every
        if let below = section["below"] {
            let amount = below.scalar.flatMap { $0.utf8.count <= 12 ? BalanceReading($0) : nil }
            if amount.map({ $0.hundredths < 0 }) ?? true { below.report(expected: "an amount such as 5.00") }
            check.threshold = amount?.hundredths
        }
        if let item = section["pattern"], let pattern = item.text(expected: "the text around {amount}") {
            if !BalanceReading.isPattern(pattern) { item.report(expected: "a text that has {amount} once") }
            check.pattern = pattern
        }
        return check
    }

    private func flag(_ value: YAMLValue) -> Bool {
        if let flag = value.node.bool { return flag }
        value.report(expected: "true or false")
        return false
    }

    private func name(_ value: YAMLValue) -> String? {
        let expected = "a name of 1 to 40 letters, digits, - and _"
        guard let name = value.text(expected: expected) else { return nil }
        guard (1...40).contains(name.count), name.allSatisfy({ $0.isLetter || $0.isNumber || "-_".contains($0) }) else {
            value.report(expected: expected)
            return nil
        }
        return name
    }

    /// 4 to 8 digits (TS 31.101, clause 9.5.1). What stands there is never shown.
    private func pin(_ value: YAMLValue) -> Secret? {
        guard let pin = value.secret(expected: "a PIN, or file: and a path") else { return nil }
        guard (4...8).contains(pin.value.count), pin.value.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            value.report(expected: "a PIN of 4 to 8 digits", found: "something else")
            return nil
        }
        return pin
    }
}
