import Foundation
import Gateway
import Modems
import Server

/// A USSD session, step by step (TS 27.007 clause 7.15).
struct USSDTalk: Sendable {
    let modem: BorrowedModem
    let json: Bool
    private let answers: AsyncStream<USSDView>
    private let tell: AsyncStream<USSDView>.Continuation

    init(modem: BorrowedModem, json: Bool = false) {
        self.modem = modem
        self.json = json
        (answers, tell) = AsyncStream.makeStream()
    }

    func run(_ code: String) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await event in modem.events {
                    if let ussd = event.ussd { tell.yield(ussd) }
                }
                tell.finish()
            }
            defer { group.cancelAll() }
            try await talk(code)
        }
    }

    private func talk(_ code: String) async throws {
        var next: String? = code
        while let text = next {
            next = nil
            let answer = try await modem.ask("AT+CUSD=1,\"\(text)\",15")
            guard answer.isOK else {
                throw CommandFailure(
                    .failure,
                    "the modem did not take \(text): \(answer.failure ?? "ERROR"). Ask the operator for the code, and see "
                        + "with 'smsbridge modem diagnose' whether the modem is registered"
                )
            }
            guard let said = await self.answer() else {
                _ = try? await modem.ask("AT+CUSD=2")
                throw CommandFailure(.tryLater, "the network did not answer within 60 s")
            }
            if json {
                var shown = said
                shown.text = said.text.map { USSDText.decoded($0, coding: said.coding) }
                Terminal.write(try JSONCoding.encoder().encode(shown) + [0x0A])
            } else if let text = said.text, !text.isEmpty {
                Terminal.print(
                    USSDText.decoded(text, coding: said.coding).split(separator: "\n").map {
                        TerminalText.plain(String($0))
                    }.joined(separator: "\n")
                )
            }
            switch said.mode {
            case 0: return
            case 1:
                if Terminal.isPerson(0) { Terminal.write("answer, or nothing to end: ".utf8, to: Terminal.error) }
                if let reply = readLine(), !reply.isEmpty {
                    next = String(reply.filter { $0.isASCII && $0 != "\"" }.prefix(182))
                } else {
                    _ = try await modem.ask("AT+CUSD=2")
                }
            case 4: throw CommandFailure(.failure, "the network does not support this code")
            case 5: throw CommandFailure(.tryLater, "the network took too long to answer: try again")
            // 2 and 3: it is ended already.
            default: return
            }
        }
    }

    private static let patience: Duration = .seconds(60)

    /// The network's answer, which may have come before the OK.
    private func answer() async -> USSDView? {
        await withTaskGroup(of: USSDView?.self) { group in
            group.addTask {
                for await ussd in answers { return ussd }
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: Self.patience)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
