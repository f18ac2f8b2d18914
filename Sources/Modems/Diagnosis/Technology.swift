/// A generation of mobile networks, as far as messages are concerned.
public enum Technology: Int, Sendable, Hashable, CaseIterable, Comparable {
    case gsm = 2
    case umts = 3
    case lte = 4
    /// LTE for things: LTE-M and NB-IoT.
    case lteForThings = 5
    case nr = 6

    public static func < (one: Technology, other: Technology) -> Bool { one.rawValue < other.rawValue }

    /// For people.
    public var words: String {
        switch self {
        case .gsm: "GSM"
        case .umts: "3G"
        case .lte: "LTE"
        case .lteForThings: "LTE-M"
        case .nr: "5G"
        }
    }

    /// The value `<AcT>` of TS 27.007 clause 7.3.
    public init?(accessTechnology number: Int) {
        switch number {
        case 0, 1, 3, 8: self = .gsm
        case 2, 4, 5, 6: self = .umts
        case 7: self = .lte
        case 9: self = .lteForThings
        case 10...13: self = .nr
        default: return nil
        }
    }

    /// What a model can do, by its name; nil where no row says.
    public static func known(of identity: ModemIdentity) -> [Technology]? {
        let maker = identity.manufacturer.lowercased()
        var model = identity.model.lowercased()
        for word in ["simcom_", "simcom", "quectel_", "quectel"] where model.hasPrefix(word) {
            model = String(model.dropFirst(word.count))
        }
        model = String(model.drop { !$0.isLetter && !$0.isNumber })
        return rows.first { row in
            (row.makers.isEmpty
                || row.makers.contains { maker.contains($0) || identity.model.lowercased().contains($0) })
                && row.models.contains { model.hasPrefix($0) }
        }?.technologies
    }

    /// Networks that every operator of a country has switched off, by the country's code (MCC), as known at the end of 2025.
    static func switchedOff(in country: String) -> [Technology] { off[country] ?? [] }

    private static let off: [String: [Technology]] = [
        // United States
        "310": [.gsm, .umts], "311": [.gsm, .umts], "312": [.gsm, .umts], "313": [.gsm, .umts],
        // Australia, Singapore, Taiwan
        "505": [.gsm, .umts], "525": [.gsm, .umts], "466": [.gsm, .umts],
        // Japan, Korea, Switzerland
        "440": [.gsm], "441": [.gsm], "450": [.gsm], "228": [.gsm],
        // Germany, Czechia, Norway, Greece
        "262": [.umts], "230": [.umts], "242": [.umts], "202": [.umts],
    ]

    private struct Row: Sendable {
        var makers: [String]
        var models: [String]
        var technologies: [Technology]

        init(_ makers: [String], _ models: [String], _ technologies: Technology...) {
            self.makers = makers
            self.models = models
            self.technologies = technologies
        }
    }

    /// The particular before the general.
    private static let rows: [Row] = [
        Row(["simcom"], ["sim3", "sim6", "sim8", "sim9"], .gsm),
        Row(["simcom"], ["sim52", "sim53"], .gsm, .umts),
        Row(["simcom"], ["sim7080", "sim7090"], .lteForThings),
        Row(["simcom"], ["sim7000", "sim7070"], .gsm, .lteForThings),
        Row(["simcom"], ["a7670", "a7672", "a7602", "a7608"], .gsm, .lte),
        Row(["simcom"], ["sim71", "sim75", "sim76"], .gsm, .umts, .lte),
        Row(["simcom"], ["sim82", "sim83"], .umts, .lte, .nr),
        Row(["quectel"], ["m10", "m12", "m2", "m3", "m5", "m6", "m7", "m8", "m9", "mc6", "mc2"], .gsm),
        Row(["quectel"], ["uc15", "uc20", "ug9", "ug3"], .gsm, .umts),
        Row(["quectel"], ["bg96", "bg95"], .gsm, .lteForThings),
        Row(["quectel"], ["bg77", "bc"], .lteForThings),
        Row(["quectel"], ["ec25-a", "ec21-a", "eg91-n"], .umts, .lte),
        Row(["quectel"], ["ec", "eg"], .gsm, .umts, .lte),
        Row(["quectel"], ["em", "ep"], .umts, .lte),
        Row(["quectel"], ["rm", "rg"], .umts, .lte, .nr),
        Row(
            ["huawei"],
            ["e15", "e16", "e17", "e18", "e22", "e27", "e303", "e313", "e352", "e353", "e367", "e353", "e62", "e87"],
            .gsm,
            .umts
        ),
        Row(["huawei"], ["k35", "k36", "k37", "k38", "k4505", "k4605", "mu6", "mu7", "em770"], .gsm, .umts),
        Row(["huawei", "brovi"], ["e32", "e33", "e39", "k50", "k51", "me9"], .gsm, .umts, .lte),
        Row(["zte"], ["mf1", "mf6", "k35", "k38", "mf70"], .gsm, .umts),
        Row(["zte"], ["mf8", "mf9"], .gsm, .umts, .lte),
        Row(["telit"], ["gc", "ge", "gl", "gm"], .gsm),
        Row(["telit"], ["uc", "he", "ue", "ul"], .gsm, .umts),
        Row(["telit"], ["me"], .lteForThings),
        Row(["telit"], ["le"], .umts, .lte),
        Row(["telit"], ["fn", "ln"], .umts, .lte, .nr),
        Row(["u-blox", "ublox"], ["leon", "sara-g"], .gsm),
        Row(["u-blox", "ublox"], ["lisa", "sara-u"], .gsm, .umts),
        Row(["u-blox", "ublox"], ["sara-r4", "sara-r5"], .lteForThings),
        Row(["u-blox", "ublox"], ["toby-l", "toby-r", "lara"], .umts, .lte),
        Row(["siemens", "cinterion", "gemalto", "thales"], ["tc", "mc", "bg", "m20"], .gsm),
        Row(["siemens", "cinterion", "gemalto", "thales"], ["hc", "ph8", "phs8", "ehs", "pds"], .gsm, .umts),
        Row(["cinterion", "gemalto", "thales"], ["pls", "els"], .umts, .lte),
        Row(["sierra"], ["q2", "fxt", "fastrack", "wismo"], .gsm),
        Row(["sierra"], ["mc8", "sl808", "ac8"], .gsm, .umts),
        Row(["sierra"], ["mc7", "em7"], .umts, .lte),
        Row(["wavecom"], ["multiband", "q2", "wismo", "fastrack"], .gsm),
        Row(["neoway"], ["m590"], .gsm),
        Row(["fibocom"], ["l610"], .gsm, .lte),
        Row(["ericsson"], ["f35", "f55"], .gsm, .umts),
        Row(["novatel"], ["e362", "e371"], .lte),
    ]
}
