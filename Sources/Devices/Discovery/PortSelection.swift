/// Which of a machine's USB ttys are modems' command ports.
enum PortSelection {
    static func paths(of terminals: [USBTerminal]) -> [String] {
        []
    }
}
