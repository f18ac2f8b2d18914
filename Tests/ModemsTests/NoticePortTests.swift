import Modems
import Testing

@Suite("On which of its ports a modem announces what comes in") struct NoticePortTests {
    private static func ports(_ roles: (Int, PortRole?)...) -> [CommandPort] {
        roles.map { CommandPort(path: "/dev/ttyUSB\($0.0)", interface: $0.0, role: $0.1) }
    }

    struct Row: Sendable {
        var ports: [CommandPort]
        var own: Int
        var mode: String?
        var known: Int?
        var candidates: [Int]

        init(_ ports: [CommandPort], own: Int, mode: String? = nil, known: Int?, candidates: [Int]) {
            (self.ports, self.own, self.mode, self.known, self.candidates) = (ports, own, mode, known, candidates)
        }
    }

    private static let huawei = ports((0, .data), (2, nil), (3, nil))
    private static let quectel = ports((2, .primary), (3, .secondary))

    static let rows = [
        Row(huawei, own: 0, known: nil, candidates: [2, 3]),
        Row(
            huawei,
            own: 0,
            mode: "^GETPORTMODE: TYPE: WCDMA: huawei,MDM:0,DIAG:2,PCUI:3",
            known: 3,
            candidates: [2, 3]
        ),
        Row(
            huawei,
            own: 3,
            mode: "^GETPORTMODE: TYPE: WCDMA: huawei,MDM:0,DIAG:2,PCUI:3",
            known: nil,
            candidates: [2, 0]
        ),
        // It names a port that shows no tty.
        Row(huawei, own: 0, mode: "^GETPORTMODE: TYPE: WCDMA: huawei,MDM:0,PCUI:1", known: nil, candidates: [2, 3]),
        Row(quectel, own: 2, known: nil, candidates: [3]),
        Row(quectel, own: 3, known: 2, candidates: [2]),
        Row(ports((0, .primary), (1, .secondary), (4, .diagnostic)), own: 0, known: nil, candidates: [1]),
        Row(ports((0, nil)), own: 0, known: nil, candidates: []),
    ]

    @Test(arguments: rows) func choice(_ row: Row) {
        let own = "/dev/ttyUSB\(row.own)"
        let mode = row.mode.flatMap { PortMode.parse([$0]) }
        #expect(NoticePort.known(among: row.ports, at: own, mode)?.interface == row.known)
        #expect(NoticePort.candidates(among: row.ports, without: [own]).map(\.interface) == row.candidates)
    }
}
