/// Cuts secrets and whole phone numbers out of texts that come from outside before people or logs see them.
struct Redactor: Sendable {
    /// Longest text that is passed on, in characters.
    static let maximumLength = 240

    private let secrets: [String]

    init(_ secrets: [String]) {
        // The longest first, so that a secret within another one leaves no rest behind.
        self.secrets = secrets.filter { !$0.isEmpty }.sorted { ($0.count, $0) > ($1.count, $1) }
    }

    func callAsFunction(_ text: String) -> String {
        // Cut before replacing, so that a huge text costs little; a secret cut in two is caught by its start.
        var text = String(text.prefix(Self.maximumLength * 8))
        for secret in secrets {
            text = Self.replace(secret, in: text)
        }
        text = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        return Self.maskNumbers(String(text.prefix(Self.maximumLength)))
    }

    private static func replace(_ secret: String, in text: String) -> String {
        let pattern = Array(secret.utf8)
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index...].starts(with: pattern) {
                result += Array("•••".utf8)
                index += pattern.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Of seven and more digits in a row, only the last two stay.
    private static func maskNumbers(_ text: String) -> String {
        var result = ""
        var run = ""
        func flush() {
            result += run.count >= 7 ? "…" + run.suffix(2) : run
            run = ""
        }
        for character in text {
            if character.isASCII, character.isNumber {
                run.append(character)
            } else {
                flush()
                result.append(character)
            }
        }
        flush()
        return result
    }
}
