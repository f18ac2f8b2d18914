extension ModemProfile {
    /// What the driver relies on, as it was set at the start: sent again after somebody else had the modem.
    public var settingCommands: [ATCommand] {
        var commands: [ATCommand] = [.echoOff, .verboseResults, .resultCodesOn, .numericErrors, .pduMode]
        if acknowledges { commands.append(.phaseTwoPlus) }
        if let receiving = storages.first { commands.append(selecting(receiving)) }
        if !notifications.isEmpty { commands.append(.notifications(notifications)) }
        return commands + StartUp.noticeCommands
    }

    /// Whether the line can go on although the modem refused one of ``settingCommands``.
    public static func canDoWithout(_ command: ATCommand) -> Bool {
        StartUp.noticeCommands.contains(command)
    }
}
