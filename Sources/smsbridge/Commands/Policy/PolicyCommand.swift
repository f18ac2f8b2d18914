import ArgumentParser

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "See the quiet hours and other rules that campaigns keep to, by country.",
        discussion: """
            Policies are data: those that come with the program, and those in the folder
            that 'policies:' in the configuration names. They are engineering input, and
            no legal advice.

            EXAMPLES
              smsbridge policy list
              smsbridge policy show us
              smsbridge policy show --number +13055550100
              smsbridge policy show us --file > policies/us.yaml
            """,
        subcommands: [PolicyListCommand.self, PolicyShowCommand.self]
    )
}
