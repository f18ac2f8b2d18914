import Modems

extension SimulatedModem {
    mutating func run(_ body: String, _ actions: inout [Action]) {
        let upper = body.uppercased()
        switch upper {
        case "", "V1", "Q0", "Z", "&F", "H": return say(["OK"], &actions)
        case "S3?": return say(["013", "OK"], &actions)
        case "S4?": return say(["010", "OK"], &actions)
        case "S5?": return say(["008", "OK"], &actions)
        case "E0", "E1":
            echoes = upper == "E1"
            return say(["OK"], &actions)
        case "I", "I0":
            return say(["\(hardware.manufacturer)\r\n\(hardware.model)\r\n\(hardware.revision)", "OK"], &actions)
        default: break
        }
        if hardware.resets.contains(upper) {
            say(["OK"], &actions)
            return restart(&actions)
        }
        makeNoise(&actions)
        if let lines = hardware.vendorAnswers[upper] { return say(lines + ["OK"], &actions) }
        let name = String(upper.prefix { $0 != "=" && $0 != "?" })
        let rest = String(body.dropFirst(name.count))
        switch name {
        case "+CMEE", "+CSCS", "+CMMS", "+CFUN", "+CREG", "+CGREG", "+CEREG", "+CSMS":
            runSetting(name, rest, &actions)
        case "+CGMI", "+CGMM", "+CGMR", "+CGSN": runIdentity(name, &actions)
        case "+CPIN", "+CSIM": runPIN(name, rest, &actions)
        case "+CSQ": say(["+CSQ: \(signal),99", "OK"], &actions)
        case "+COPS":
            let network =
                registration.canSendSMS && isUnlocked
                ? "+COPS: 0,0,\"\(hardware.operatorName)\",\(hardware.accessTechnology)" : "+COPS: 0"
            say(rest == "?" ? [network, "OK"] : ["OK"], &actions)
        case "+CUSD":
            say(["OK"], &actions)
            if rest.hasPrefix("=1"), let balance, registration.canSendSMS {
                // A menu to practise with, and the balance for everything else.
                let asksBack = rest.contains("\"*111#\"")
                let text = asksBack ? "1 balance, 2 your number" : rest.contains("\"2\"") ? sim?.number ?? "" : balance
                say(["+CUSD: \(asksBack ? 1 : 0),\"\(text)\",15"], after: .seconds(3), &actions)
            }
        case "+CLCK":
            let isAboutCalls = ["AO", "OI", "OX"].contains { rest.contains("\"\($0)\"") }
            say(["+CLCK: \(isBarred && isAboutCalls ? 1 : 0)", "OK"], &actions)
        case hardware.iccidCommand, "+CIMI", "+CNUM", "+CSCA": runSIM(name, rest, &actions)
        case "+CMGF", "+CPMS", "+CNMI", "+CMGL", "+CMGR", "+CMGD", "+CMGS", "+CNMA": runMessages(name, rest, &actions)
        default: say(["ERROR"], &actions)
        }
    }

    private mutating func runSetting(_ name: String, _ rest: String, _ actions: inout [Action]) {
        let value = Int(rest.dropFirst())
        switch (name, rest) {
        case ("+CMEE", _):
            errorLevel = value ?? errorLevel
        case ("+CREG", "?"), ("+CGREG", "?"), ("+CEREG", "?"):
            let level = registrationNotices[name] ?? 0
            let isHidden = hardware.registersForSMSOnly && name != "+CEREG"
            let isSMSOnly = hardware.registersForSMSOnly && registration == .home
            let state =
                !isUnlocked || isHidden ? 0 : isSMSOnly ? RegistrationState.homeSMSOnly.rawValue : registration.rawValue
            let place =
                level == 2 && registration.canSendSMS && isUnlocked
                ? ",\"1A2B\",\"00C3D4E5\",\(hardware.accessTechnology)" : ""
            let line = "\(name): \(level),\(state)\(place)"
            if hardware.answersRegistrationLate { return say(["OK", line], &actions) }
            say([line], &actions)
        case ("+CREG", _), ("+CGREG", _), ("+CEREG", _):
            registrationNotices[name] = value ?? 0
        case ("+CSMS", "?"): say(["+CSMS: 0,1,1,1"], &actions)
        case ("+CFUN", "?"): say(["+CFUN: \(isRadioOn ? 1 : 4)"], &actions)
        case ("+CFUN", "=4"), ("+CFUN", "=0"): isRadioOn = false
        case ("+CFUN", "=1"):
            isRadioOn = true
            // A radio that starts anew looks for its network anew.
            if case .untilRadioCycle = registrationFault {
                registrationFault = nil
                registration = .home
            }
            if isReachable { actions.append(.reachable) }
        default: break
        }
        say(["OK"], &actions)
    }

    private func runIdentity(_ name: String, _ actions: inout [Action]) {
        let value =
            switch name {
            case "+CGMI": hardware.manufacturer
            case "+CGMM": hardware.model
            case "+CGMR": hardware.revision
            default: hardware.imei
            }
        say([value, "OK"], &actions)
    }

    private mutating func runPIN(_ name: String, _ rest: String, _ actions: inout [Action]) {
        guard var sim else { return refuse(cme: 10, "SIM not inserted", &actions) }
        if name == "+CSIM" {
            guard hardware.tellsAttempts, rest == "=10,\"0020000100\"" else { return say(["ERROR"], &actions) }
            let word = sim.pinAttempts == 0 ? "6983" : "63C\(sim.pinAttempts)"
            return say(["+CSIM: 4,\"\(word)\"", "OK"], &actions)
        }
        if rest == "?" {
            let state = isUnlocked ? "READY" : sim.pinAttempts == 0 ? "SIM PUK" : "SIM PIN"
            return say(["+CPIN: \(state)"] + (hardware.saysReadyWithoutOK ? [] : ["OK"]), &actions)
        }
        guard !isUnlocked else { return refuse(cme: 3, "operation not allowed", &actions) }
        guard sim.pinAttempts > 0 else { return refuse(cme: 12, "SIM PUK required", &actions) }
        if rest.dropFirst().filter({ $0 != "\"" }) == sim.pin {
            sim.pinAttempts = 3
            isUnlocked = true
            self.sim = sim
            say(["OK"], &actions)
            if isReachable { actions.append(.reachable) }
        } else {
            sim.pinAttempts -= 1
            self.sim = sim
            refuse(
                cme: sim.pinAttempts == 0 ? 12 : 16,
                sim.pinAttempts == 0 ? "SIM PUK required" : "incorrect password",
                &actions
            )
        }
    }

    private mutating func runSIM(_ name: String, _ rest: String, _ actions: inout [Action]) {
        guard let sim else { return refuse(cme: 10, "SIM not inserted", &actions) }
        let isFree = isUnlocked || (name == hardware.iccidCommand && hardware.tellsICCIDBeforePIN)
        guard isFree else { return refuse(cme: 11, "SIM PIN required", &actions) }
        switch name {
        case hardware.iccidCommand: say(["\(name): \"\(sim.iccid)\"", "OK"], &actions)
        case "+CIMI": say([sim.imsi, "OK"], &actions)
        case "+CNUM": say(sim.tellsNumber ? ["+CNUM: \"\",\"\(sim.number)\",145", "OK"] : ["OK"], &actions)
        default:
            if rest == "?" {
                return say(
                    ["+CSCA: \"\(sim.serviceCenter ?? "")\",\(sim.serviceCenter == nil ? 129 : 145)", "OK"],
                    &actions
                )
            }
            let parts = rest.split(separator: "\"", omittingEmptySubsequences: false)
            self.sim?.serviceCenter = parts.count > 1 ? String(parts[1]) : nil
            say(["OK"], &actions)
        }
    }

    /// What a modem says in between, before every fifth answer.
    private mutating func makeNoise(_ actions: inout [Action]) {
        guard !hardware.noise.isEmpty else { return }
        answers += 1
        guard answers % 5 == 0 else { return }
        say([hardware.noise[answers / 5 % hardware.noise.count]], &actions)
    }

    mutating func restart(_ actions: inout [Action]) {
        start()
        say(hardware.startNotices, after: hardware.answerDelay + .seconds(2), &actions)
        if isReachable { actions.append(.reachable) }
    }
}
