/// Who may reset its modem: one at a time on each USB hub, since a modem that starts draws current and a hub that is
/// asked too much drops the others. First come, first served.
public struct HubTurn: Sendable, Hashable {
    private struct Place: Sendable, Hashable {
        var hub: String
        var names: [String]
    }

    /// In the order in which hubs came up; a hub whose turn nobody wants is left out.
    private var places: [Place] = []

    public init() {}

    /// Asks for the turn. `true`: it is `name`'s at once. `false`: it will be told by ``giveBack(hub:by:)``.
    public mutating func ask(hub: String, by name: String) -> Bool {
        guard let index = places.firstIndex(where: { $0.hub == hub }) else {
            places.append(Place(hub: hub, names: [name]))
            return true
        }
        if !places[index].names.contains(name) { places[index].names.append(name) }
        return places[index].names.first == name
    }

    /// Gives the turn back, or stops waiting for it. Returns who has it now, where that changed.
    public mutating func giveBack(hub: String, by name: String) -> String? {
        guard let index = places.firstIndex(where: { $0.hub == hub }) else { return nil }
        let hadTurn = places[index].names.first == name
        places[index].names.removeAll { $0 == name }
        if places[index].names.isEmpty {
            places.remove(at: index)
            return nil
        }
        return hadTurn ? places[index].names.first : nil
    }

    /// Whose turn it is.
    public func holder(of hub: String) -> String? {
        places.first { $0.hub == hub }?.names.first
    }

    /// The hub that a USB device is plugged into, by the kernel's names: `1-1` for `1-1.2`, `usb1` for `1-2`. `nil`
    /// where the name is none of a device.
    public static func hub(ofDevice path: String) -> String? {
        let parts = path.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        guard let dot = path.lastIndex(of: ".") else { return "usb\(parts[0])" }
        return String(path[..<dot])
    }
}
