import ArgumentParser
import Gateway

struct MessageSendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send a message, or thousands from a file.",
        discussion: """
            A file is CSV with the columns 'to' and 'text', or JSON lines such as {"to": "+49…", "text": "Hello"}; both may
            have 'idempotency_key', 'validity_seconds' and 'send_at'. All its messages are taken, or none.

            With an idempotency key the same call can be made again, and sends nothing twice.

            EXAMPLES
              smsbridge message send +4915112345678 'The clinic is closed tomorrow.'
              printf 'to,text\\n+4915112345678,Hello\\n' > today.csv
              smsbridge message send --file today.csv --idempotency-key today
              echo '{"to": "+4915112345678", "text": "Hello"}' \\
                | smsbridge message send --file -
            """
    )

    @Argument(help: ArgumentHelp("The phone number.", valueName: "to"))
    var to: String?

    @Argument(help: "The text.")
    var text: String?

    @Option(help: ArgumentHelp("Read messages from this file, or from standard input for -.", valueName: "file"))
    var file: String?

    @Option(help: ArgumentHelp("Makes the call safe to repeat.", valueName: "key"))
    var idempotencyKey: String?

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        switch (file, to, text) {
        case (nil, .some, .some), (.some, nil, nil): break
        case (.some, _, _): throw ValidationError("give either --file, or a number and a text")
        default: throw ValidationError("give a number and a text, or --file")
        }
    }

    func run() async throws {
        let headers = idempotencyKey.map { [("idempotency-key", $0)] } ?? []
        if let to, let text {
            let request = SendRequest(to: to, text: text)
            let answer = try await APIClient.with(connection) {
                try await $0.post("/v1/messages", json: request, headers: headers)
            }
            try answer.show(SendReceipt.self, connection) { Terminal.print(Self.sentence($0)) }
        } else if let file {
            let requests = try MessageFile.read(file)
            let answer = try await APIClient.with(connection) {
                try await $0.post("/v1/messages", json: requests, headers: headers)
            }
            try answer.show([SendReceipt].self, connection) { Terminal.print(Self.summary($0)) }
        }
    }

    static func sentence(_ receipt: SendReceipt) -> String {
        let segments = receipt.segments == 1 ? "1 segment" : "\(receipt.segments) segments"
        let twice = receipt.duplicate ? " (taken earlier under the same key; not sent again)" : ""
        return "message \(receipt.id) to \(receipt.number): \(receipt.state), \(segments)\(twice)"
    }

    static func summary(_ receipts: [SendReceipt]) -> String {
        let duplicates = receipts.count(where: \.duplicate)
        let segments = receipts.reduce(0) { $0 + ($1.duplicate ? 0 : $1.segments) }
        let new = receipts.count - duplicates
        var text = new == 1 ? "1 message queued" : "\(new) messages queued"
        text += segments == 1 ? ", 1 segment" : ", \(segments) segments"
        if duplicates > 0 { text += "; \(duplicates) taken earlier under the same key, not sent again" }
        if let first = receipts.map(\.id).min(), let last = receipts.map(\.id).max() {
            text += first == last ? "; id \(first)" : "; ids \(first) to \(last)"
        }
        return text
    }
}
