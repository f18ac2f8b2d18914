import ArgumentParser

@main
struct SMSBridge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "smsbridge",
        abstract: "An on-premise SMS gateway bridge."
    )
}
