extension StartUp {
    /// What to try for `+CNMI`: within what the modem lists, in the order that its dialect prefers.
    func notificationAttempts(_ answer: ATAnswer) -> [[Int]] {
        // What cannot be kept must be handed to us at once, and acknowledged.
        let keepsNothing = offersNothing && profile.storages.isEmpty && profile.storageUse.allSatisfy { $0.total == 0 }
        guard let choices = NotificationChoices.parse(answer.lines) else {
            return keepsNothing ? NotificationChoices.blindRoutingAttempts : NotificationChoices.blindAttempts
        }
        return choices.attempts(reports: dialect.reportModes, routesMessages: keepsNothing)
    }

    mutating func notificationsTaken(_ values: [Int]) -> Step {
        profile.notifications = values
        // Stored reports have a memory of their own on some modems: it is polled as well.
        if profile.storesReports, offered.contains("SR"), !profile.storages.contains("SR"), !profile.storages.isEmpty {
            profile.storages.append("SR")
        }
        if profile.routesMessages { return begin(.phaseTwoPlus, .phaseTwoPlus) }
        return begin(Self.noticeCommands[0], .notices(0))
    }
}
