import ArgumentParser
import Gateway
import Modems

struct ModemUSSDCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ussd",
        abstract: "Ask the network with a USSD code, such as for the balance of a prepaid SIM.",
        discussion: """
            Where the network asks back, the answer is read from the terminal or standard
            input; an empty line ends it. Codes are the operator's. Ends with status 75
            where the network did not answer within 60 s. With --json each answer is an
            object on a line, with mode (TS 27.007: 1 asks back) and text.

            EXAMPLES
              smsbridge modem ussd line1 '*100#'
              echo 1 | smsbridge modem ussd line1 '*111#'
            """
    )

    @Argument(help: ArgumentHelp("The modem's name, or a port.", valueName: "name|port"))
    var modem: String

    @Argument(help: "The code, in quotes: a shell reads # and * itself.")
    var code: String

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard (1...182).contains(code.utf8.count),
            code.allSatisfy({ $0.isASCII && ($0.isNumber || "*#+".contains($0)) })
        else { throw ValidationError("a code has digits, * and #, such as '*100#'") }
    }

    func run() async throws {
        let target = await ModemTarget.find(modem, connection)
        let (code, json) = (code, connection.json)
        try await BorrowedModem.with(target, purpose: "ussd", connection) { modem in
            try await USSDTalk(modem: modem, json: json).run(code)
        }
    }
}
