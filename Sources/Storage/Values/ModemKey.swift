/// What a name that people gave belongs to.
public enum ModemKey {
    /// The keys of a modem as it is now: a name of its SIM comes before one of its own.
    public static func all(imei: String?, iccid: String?) -> [String] {
        [iccid.map(sim), imei.map(modem)].compactMap(\.self)
    }

    public static func modem(_ imei: String) -> String { "imei:" + imei }

    public static func sim(_ iccid: String) -> String { "iccid:" + iccid }
}
