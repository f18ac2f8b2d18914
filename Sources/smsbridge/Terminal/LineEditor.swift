/// One line that is being typed, as a value: keys in, what to do out. Arrows, Home, End, Delete and the keys of a shell
/// (Ctrl-A, E, U, K, W) work; earlier lines come back with the arrows.
struct LineEditor: Sendable {
    enum Outcome: Hashable, Sendable {
        /// Draw it again.
        case changed
        case entered(String)
        /// Ctrl-C: the line is thrown away.
        case abandoned
        /// Ctrl-D on an empty line, or the input ended.
        case ended
    }

    private(set) var characters: [Character] = []
    private(set) var cursor = 0
    private(set) var history: [String] = []
    private var recalled: Int?
    private var draft: [Character] = []
    /// Octets of a key or character that has not come in full.
    private var pending: [UInt8] = []

    private static let mostLines = 200
    private static let longestLine = 400

    var line: String { String(characters) }

    /// Takes one octet from the terminal.
    mutating func take(_ octet: UInt8) -> Outcome? {
        pending.append(octet)
        if pending[0] == 0x1B { return escape() }
        if pending[0] >= 0x80 { return wide() }
        pending = []
        return control(octet)
    }

    private mutating func control(_ octet: UInt8) -> Outcome? {
        switch octet {
        case 0x0D, 0x0A: return enter()
        case 0x03:
            clear()
            return .abandoned
        case 0x04:
            if characters.isEmpty { return .ended }
            deleteForward()
        case 0x01: cursor = 0
        case 0x05: cursor = characters.count
        case 0x02: cursor = max(0, cursor - 1)
        case 0x06: cursor = min(characters.count, cursor + 1)
        case 0x08, 0x7F: deleteBackward()
        case 0x0B: characters.removeSubrange(cursor...)
        case 0x15:
            characters.removeSubrange(..<cursor)
            cursor = 0
        case 0x17: deleteWord()
        case 0x10: recall(-1)
        case 0x0E: recall(1)
        case 0x20...0x7E: insert(Character(Unicode.Scalar(octet)))
        default: return nil
        }
        return .changed
    }

    private mutating func enter() -> Outcome {
        let text = line
        if !text.isEmpty, history.last != text { history = history.suffix(Self.mostLines - 1) + [text] }
        clear()
        return .entered(text)
    }

    /// The last line was no command: it does not come back with the arrows.
    mutating func forgetLast() {
        _ = history.popLast()
    }

    private mutating func clear() {
        characters = []
        cursor = 0
        recalled = nil
    }

    /// CSI sequences (ECMA-48 clause 5.4), and the older SS3 form of the arrows.
    private mutating func escape() -> Outcome? {
        guard pending.count > 2 else {
            if pending.count == 2, pending[1] != UInt8(ascii: "["), pending[1] != UInt8(ascii: "O") { pending = [] }
            return nil
        }
        guard let last = pending.last, (0x40...0x7E).contains(last) else {
            if pending.count > 12 { pending = [] }
            return nil
        }
        let number = String(decoding: pending[2..<(pending.count - 1)], as: UTF8.self)
        pending = []
        switch (last, number) {
        case (UInt8(ascii: "A"), _): recall(-1)
        case (UInt8(ascii: "B"), _): recall(1)
        case (UInt8(ascii: "C"), _): cursor = min(characters.count, cursor + 1)
        case (UInt8(ascii: "D"), _): cursor = max(0, cursor - 1)
        case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), "1"), (UInt8(ascii: "~"), "7"): cursor = 0
        case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), "4"), (UInt8(ascii: "~"), "8"): cursor = characters.count
        case (UInt8(ascii: "~"), "3"): deleteForward()
        default: return nil
        }
        return .changed
    }

    private mutating func wide() -> Outcome? {
        let length = pending[0] >= 0xF0 ? 4 : pending[0] >= 0xE0 ? 3 : 2
        guard pending.count >= length else { return nil }
        let text = String(decoding: pending, as: UTF8.self)
        pending = []
        for character in text where character != "\u{FFFD}" { insert(character) }
        return .changed
    }

    private mutating func insert(_ character: Character) {
        guard characters.count < Self.longestLine else { return }
        characters.insert(character, at: cursor)
        cursor += 1
    }

    private mutating func deleteBackward() {
        guard cursor > 0 else { return }
        cursor -= 1
        characters.remove(at: cursor)
    }

    private mutating func deleteForward() {
        if cursor < characters.count { characters.remove(at: cursor) }
    }

    private mutating func deleteWord() {
        while cursor > 0, characters[cursor - 1] == " " { deleteBackward() }
        while cursor > 0, characters[cursor - 1] != " " { deleteBackward() }
    }

    private mutating func recall(_ step: Int) {
        let next = (recalled ?? history.count) + step
        guard next >= 0, next <= history.count else { return }
        if recalled == nil { draft = characters }
        recalled = next == history.count ? nil : next
        characters = next == history.count ? draft : Array(history[next])
        cursor = characters.count
    }
}
