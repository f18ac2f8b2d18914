import ArgumentParser
import Campaigns
import Foundation
import Storage

struct CampaignGoalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "goal",
        abstract: "Write down that a contact reached a goal; that ends its way.",
        discussion: """
            The goal counts for the campaign that is named, else for the one that the
            contact is on its way through, else for the one that wrote to it last.

            The same name for the same contact and campaign is one goal, however often
            it is reported. A second one needs an idempotency key of its own, such as
            the number of the order.

            EXAMPLES
              smsbridge campaign goal +491511234001 confirmed
              smsbridge campaign goal +491511234001 paid --idempotency-key invoice-17
              smsbridge campaign goal 'Anna Brandt' paid --value 49.90 --campaign Invoices
            """
    )

    @Argument(help: ArgumentHelp("The contact: a number, or a name that only one has.", valueName: "name|number"))
    var contact: String

    @Argument(help: "What was reached, such as confirmed.")
    var goal: String

    @Option(help: ArgumentHelp("What it is worth, such as 49.90.", valueName: "amount"))
    var value: String?

    @Option(help: ArgumentHelp("The campaign that it counts for.", valueName: "name"))
    var campaign: String?

    @Option(help: ArgumentHelp("Tells it from another one of this name.", valueName: "key"))
    var idempotencyKey: String?

    @OptionGroup var actor: ActorOption

    @OptionGroup var connection: ConnectionOptions

    private struct Request: Encodable {
        var contact: String
        var name: String
        var value: Amount?
        var campaign: String?
        var source: String
        var idempotencyKey: String?
    }

    func run() async throws {
        var amount: Amount?
        if let value {
            guard let read = Amount(value) else {
                throw CommandFailure(.usage, "--value: '\(value)' is no amount: expected one such as 49.90")
            }
            amount = read
        }
        let request = Request(
            contact: contact,
            name: goal,
            value: amount,
            campaign: campaign,
            source: actor.by,
            idempotencyKey: idempotencyKey
        )
        let answer = try await APIClient.with(connection, by: actor.by) {
            try await $0.post("/v1/goals", json: request)
        }
        try answer.show(GoalView.self, connection) { view in
            let campaign = view.campaign.map { " of \(TerminalText.plain($0))" } ?? ", of no campaign"
            let goal = "\(view.number) reached \(TerminalText.plain(view.name))\(campaign)"
            if view.duplicate == true {
                Terminal.print("\(goal): known since \(TimeText.write(view.at)), and not counted again")
            } else {
                Terminal.print("\(goal)\(view.ended ? "; nothing more is sent to it" : "")")
            }
        }
    }
}
