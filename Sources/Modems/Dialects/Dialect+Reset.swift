extension Dialect {
    /// How a modem is made to start anew.
    public struct Reset: Sendable, Hashable {
        /// Command lines, best first; the next is tried where one is refused.
        public var commands: [String]
        /// How long the device is gone from the bus at most before it is missed.
        public var absence: Duration
        /// How long it takes from its return until messages work.
        public var settling: Duration
        /// What a technician should know about it. Empty where there is nothing.
        public var note: String

        public init(
            _ commands: [String] = ["AT+CFUN=1,1"],
            absence: Duration = .seconds(30),
            settling: Duration = .seconds(20),
            note: String = ""
        ) {
            self.commands = commands
            self.absence = absence
            self.settling = settling
            self.note = note
        }

        /// The lines as commands. A modem that resets itself may do so before it answers: no answer is no refusal.
        public var asCommands: [ATCommand] {
            commands.map { text in
                var command = ATCommand(text, timeout: .seconds(15))
                command.isBlind = true
                return command
            }
        }
    }

    /// How the radio is switched off and on without losing the port.
    public struct RadioCycle: Sendable, Hashable {
        /// Switches the radio off: `AT+CFUN=4`.
        public var off: String
        /// Between off and on.
        public var pause: Duration
        /// Switches it on: `AT+CFUN=1`.
        public var on: String
        /// After it is on, before the SIM is asked.
        public var settling: Duration

        public init(
            off: String = "AT+CFUN=4",
            pause: Duration = .seconds(3),
            on: String = "AT+CFUN=1",
            settling: Duration = .seconds(5)
        ) {
            self.off = off
            self.pause = pause
            self.on = on
            self.settling = settling
        }

        /// `off` and `on` as commands: a radio takes its time.
        public var offCommand: ATCommand { ATCommand(off, timeout: .seconds(30)) }
        public var onCommand: ATCommand { ATCommand(on, timeout: .seconds(30)) }
    }
}
