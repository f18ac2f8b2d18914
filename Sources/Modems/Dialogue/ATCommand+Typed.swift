extension ATCommand {
    /// A line that a person typed, with the time that such a command may take (the network answers some of them).
    public static func typed(_ line: String) -> ATCommand {
        let upper = line.uppercased()
        let waits: [(String, Int)] = [
            ("+COPS=?", 180), ("+COPS=", 120), ("+CUSD=", 30), ("+CMGL", 60), ("+CFUN=", 30), ("+CLCK", 30),
            ("+CMGD", 30),
            ("+CMSS", 120), ("+CNUM", 10), ("+CPBR", 20), ("+CPMS", 10), ("ATD", 60), ("+CGATT=", 60), ("+CCFC", 60),
        ]
        let seconds = waits.first { upper.contains($0.0) }?.1 ?? 10
        var command = ATCommand(line, timeout: .seconds(seconds), isSensitive: Masking.secrets(line) != line)
        command.isDeliberate = true
        return command
    }
}
