import ArgumentParser
import Foundation
import Gateway
import Server

struct MessageSendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send a message, or thousands from a file.",
        discussion: """
            A file is CSV with the columns 'to' and 'text', or JSON lines such as {"to":
            "+49…", "text": "Hello"}; both may have 'idempotency_key', 'validity_seconds',
            'send_at' and 'category'. All its messages are taken, or none: then each wrong
            line is told with its reason, and the command ends with status 65.

            Nothing is sent to a suppressed number, and no marketing without a consent for
            it; the others get theirs, and the command ends with status 77.

            With an idempotency key the same call can be made again, and sends
            nothing twice.

            With --category marketing a message keeps to the recipient's policy: it needs
            a consent, waits for its hours and caps, and a reply takes it back.

            EXAMPLES
              smsbridge message send +4915112345678 'The clinic is closed tomorrow.'
              smsbridge message send +4915112345678 'Clinic: new courses. STOP ends it.' \\
                --category marketing
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

    @Option(help: "transactional, informational or marketing, where the file does not say it.")
    var category: String?

    @Flag(help: "Say what is wrong, and send nothing.")
    var check = false

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
            let request = SendRequest(to: to, text: text, category: category)
            let answer = try await APIClient.with(connection) {
                try await $0.post(path, json: request, headers: headers)
            }
            if check { return try tell(answer, of: 1) }
            try answer.show(SendReceipt.self, connection) {
                Terminal.print(MessageSendReport.sentence($0, utc: connection.utc))
            }
            try end(with: [try answer.decoded(SendReceipt.self)])
        } else if let file {
            let messages = try MessageFile(path: file, category: category)
            let answer = try await APIClient.with(connection) { try await send(messages, with: $0, headers) }
            if check { return try tell(answer, of: messages.requests.count) }
            try answer.show([SendReceipt].self, connection) { receipts in
                for line in MessageSendReport.summary(receipts, utc: connection.utc) { Terminal.print(line) }
            }
            try end(with: try answer.decoded([SendReceipt].self))
        }
    }

    private var path: String { check ? "/v1/messages?check=true" : "/v1/messages" }

    /// What the file cannot say and what the daemon does not take is told at once.
    private func send(
        _ messages: MessageFile,
        with client: APIClient,
        _ headers: [(String, String)]
    ) async throws -> Answer {
        let isWhole = messages.problems.isEmpty
        var problems = messages.problems
        var count = problems.count
        do {
            guard isWhole else {
                if !messages.requests.isEmpty {
                    _ = try await client.post("/v1/messages?check=true", json: messages.requests, headers: headers)
                }
                throw MessageFileRefusal(problems, count: count)
            }
            return try await client.post(path, json: messages.requests, headers: headers)
        } catch let failure as CommandFailure {
            if let faults = failure.problem?.errors {
                problems += messages.problems(from: faults)
                count += failure.problem?.errorCount ?? faults.count
            } else if isWhole {
                throw failure
            }
            throw try refused(MessageFileRefusal(problems, count: count))
        } catch let refusal as MessageFileRefusal {
            throw try refused(refusal)
        }
    }

    private func refused(_ refusal: MessageFileRefusal) throws -> any Error {
        if connection.json {
            Terminal.write(try refusal.json())
        } else {
            Terminal.print(refusal.description, to: Terminal.error)
        }
        return ExitCode(ExitStatus.data.rawValue)
    }

    private struct Checked: Encodable {
        var valid: Int
        var refused: [RefusedMessage]?
    }

    /// What a check found.
    private func tell(_ answer: Answer, of count: Int) throws {
        let refused = answer.octets.isEmpty ? [] : try answer.decoded([RefusedMessage].self)
        if connection.json {
            let checked = Checked(valid: count - refused.count, refused: refused.isEmpty ? nil : refused)
            Terminal.write([UInt8](try JSONCoding.encoder().encode(checked)) + [0x0A])
        } else if !refused.isEmpty {
            for line in MessageSendReport.forecast(refused, of: count, utc: connection.utc) { Terminal.print(line) }
        } else {
            Terminal.print(
                count == 1 ? "1 message is right; nothing was sent" : "\(count) messages are right; nothing was sent"
            )
        }
        if !refused.isEmpty { throw ExitCode(ExitStatus.suppressed.rawValue) }
    }

    private func end(with receipts: [SendReceipt]) throws {
        if receipts.contains(where: MessageSendReport.isRefused) { throw ExitCode(ExitStatus.suppressed.rawValue) }
    }
}
