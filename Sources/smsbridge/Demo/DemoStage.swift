import ArgumentParser
import Campaigns
import Foundation
import Gateway
import Server
import Simulation
import Storage

/// The play: start the campaign as a person would, watch it to its end, tell what became of everybody, and check.
struct DemoStage: Sendable {
    let examples: DemoExamples
    let population: DemoPopulation
    let house: DemoHouse
    let clock: ScaledClock
    let wallClock: ScaledWallClock
    let pace: DemoPace
    let bench: SimulatedBench<ScaledClock>
    let zone: TimeZone
    let start: Timestamp
    let draws: Bool
    let broken: DemoBreak?
    let deadline: ContinuousClock.Instant

    /// Segments before the one whose answer gets lost.
    private static let untilLoss = 20

    /// Answers the exit status. `control` gives the daemon's control once it is joined.
    func play(control: @Sendable () -> Control?) async throws -> Int32 {
        let began = ContinuousClock.now
        announce()
        let connection = try ConnectionOptions.parse(["--socket", house.socket])
        return try await APIClient.with(connection) { client in
            try await waitForDaemon(client)
            guard let control = control() else { throw CommandFailure(.failure, "the daemon was not joined") }
            let events = DemoEvents(
                names: examples.names,
                modems: ["line1": "ready", "line2": "ready"],
                zone: zone,
                wallClock: wallClock,
                client: client,
                prints: !draws
            )
            let news = control.watch()
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await events.watch(news) }
                try await startCampaign()
                // The network takes a segment, and the modem never says so.
                await bench.withNetwork {
                    $0.add(Array(repeating: .slow(.zero), count: Self.untilLoss) + [.loseAnswer])
                }
                pace.setLeaping(true)
                let view = DemoView(
                    events: events,
                    client: client,
                    campaign: examples.campaign.name,
                    wallClock: wallClock,
                    zone: zone,
                    draws: draws
                )
                let isOver = try await view.show(until: deadline)
                // The last words: agents answer, confirmations leave, reports come in.
                try await clock.sleep(for: .seconds(2 * 3600))
                pace.setLeaping(false)
                clock.scale = DemoPace.scale
                try await ContinuousClock().sleep(for: .milliseconds(200))
                group.cancelAll()
                let status = try await tell(client, isOver: isOver)
                let seconds = Int(began.duration(to: .now).components.seconds)
                let simulated = DurationText.words(seconds: Int((wallClock.now() - start).components.seconds))
                Terminal.print("\n\(simulated) of the demo's time passed in \(seconds) s.")
                return status
            }
        }
    }

    private func announce() {
        let when = DemoTime.text(start, zone: zone)
        Terminal.print(
            """
            \(examples.contacts.count) contacts, 2 virtual modems on ptys, a sequence of \(examples.campaign.steps.count) \
            steps with an agent, and simulated people.
            It is \(when) in \(zone.identifier); the campaign's window closes at 18:00. The clock runs fast,
            and leaps while everybody only waits.
            """
        )
        if let broken {
            Terminal.print(
                "PLANTED: the product breaks a promise on purpose (\(broken.rawValue)). The check has to find it."
            )
        }
    }

    private func waitForDaemon(_ client: APIClient) async throws {
        for _ in 0..<200 {
            if let health = try? await client.get("/v1/health").decoded(HealthView.self), health.modemsReady == 2 {
                return
            }
            try await ContinuousClock().sleep(for: .milliseconds(50))
        }
        throw CommandFailure(.failure, "the daemon did not get ready in 10 s; its log is \(house.log)")
    }

    /// With the commands that a person would type.
    private func startCampaign() async throws {
        let socket = ["--socket", house.socket]
        Terminal.print("\n$ smsbridge campaign create \(Shell.quoted(examples.campaignPath))")
        let create = try CampaignCreateCommand.parse([examples.campaignPath] + socket)
        try await create.run()
        let agent = examples.campaign.agent
        Terminal.print("\n$ smsbridge agent test \(agent) --scenarios \(Shell.quoted(examples.scenariosPath)) --quiet")
        let test = try AgentTestCommand.parse([agent, "--scenarios", examples.scenariosPath, "--quiet"] + socket)
        try await test.run()
        Terminal.print("\n$ smsbridge campaign preflight \(Shell.quoted(examples.campaign.name)) --attest 'A. Brandt'")
        let preflight = try CampaignPreflightCommand.parse([examples.campaign.name, "--attest", "A. Brandt"] + socket)
        try await preflight.run()
        Terminal.print("\n$ smsbridge campaign start \(Shell.quoted(examples.campaign.name))")
        let start = try CampaignStartCommand.parse([examples.campaign.name] + socket)
        try await start.run()
        Terminal.print("")
    }

    private func tell(_ client: APIClient, isOver: Bool) async throws -> Int32 {
        let table = try await DemoTable.read(campaign: examples.campaign.name, with: client)
        Terminal.print("")
        let width = Terminal.isPerson(Terminal.output) ? Terminal.width(Terminal.output) : nil
        table.table(width: width).show(orElse: "nobody was enrolled")
        Terminal.print("\nChecked against the virtual network's own log:")
        let verdicts = await verdicts()
        for verdict in verdicts { show(verdict) }
        let shown = whatIsMissing(table, isOver: isOver)
        for reason in shown { Terminal.print("  the run did not show all that it has to: \(reason)") }
        return status(verdicts, isWhole: shown.isEmpty)
    }

    private func verdicts() async -> [SelfCheck.Verdict] {
        let log = await bench.log
        var lines: [String: String] = [:]
        for index in 0..<(await bench.count) {
            guard let sim = await bench.modem(index)?.sim else { continue }
            lines[sim.imsi] = VirtualModems<ScaledClock>.name(index)
        }
        return SelfCheck(
            log,
            SelfCheck.Terms(
                start: start,
                zone: zone,
                hours: 9 * 60..<18 * 60,
                lines: lines,
                lineLimits: DemoHouse.limits.sliding,
                campaignLimits: examples.campaign.limits.sliding,
                texts: examples.texts,
                stops: population.stops
            )
        ).verdicts
    }

    private func show(_ verdict: SelfCheck.Verdict) {
        let colours = Terminal.hasColours(Terminal.output)
        let mark =
            verdict.isGood ? Style.good.apply("ok    ", colours: colours) : Style.bad.apply("BROKEN", colours: colours)
        Terminal.print("  \(mark)  \(verdict.check.rawValue) (\(verdict.scope))")
        for violation in verdict.violations.prefix(5) { Terminal.print("            \(violation)") }
        if verdict.violations.count > 5 { Terminal.print("            and \(verdict.violations.count - 5) more") }
    }

    /// What a sound run has to have gone through, lest a good check mean nothing.
    private func whatIsMissing(_ table: DemoTable, isOver: Bool) -> [String] {
        var missing: [String] = []
        if !isOver { missing.append("it was not over in time") }
        guard broken == nil else { return missing }
        let held = table.heldCounts
        if held.window == 0 { missing.append("no message was held by the window") }
        if held.limit == 0 { missing.append("no message was held by a limit") }
        if table.agentAnswers == 0 { missing.append("no agent answered") }
        if table.optOuts != population.stops.count {
            missing.append("\(population.stops.count) people write STOP, and \(table.optOuts) opted out")
        }
        for line in 1...2 where !table.senders.contains("line\(line)") { missing.append("line\(line) sent nothing") }
        return missing
    }

    private func status(_ verdicts: [SelfCheck.Verdict], isWhole: Bool) -> Int32 {
        let bad = verdicts.filter { !$0.isGood }
        guard let broken else {
            if bad.isEmpty, isWhole {
                Terminal.print("\nEvery promise was kept.")
            } else {
                Terminal.print("\nThe demo FAILED.")
            }
            return bad.isEmpty && isWhole ? 0 : 1
        }
        if bad.contains(where: { $0.check == broken.check }) {
            Terminal.print(
                "\nThe planted violation (\(broken.rawValue)) was FOUND, as it has to be: this run fails on purpose."
            )
            return 1
        }
        Terminal.print("\nThe planted violation (\(broken.rawValue)) was NOT FOUND. The check does not bite!")
        return 3
    }

    /// How to look around in a demo that is kept.
    static func invite(_ house: DemoHouse) {
        let command = CommandLine.arguments.first ?? "smsbridge"
        let socket = "--socket \(house.socket)"
        Terminal.print(
            """

            Everything goes on running, at the pace of real time. Look around from another terminal:
              \(command) modem list \(socket)
              \(command) campaign status 'Appointment reminder' \(socket)
              \(command) message list \(socket)
              \(command) message show 1 \(socket)
              \(command) conversation list \(socket)
              \(command) suppression list \(socket)
              less \(house.log)
            Ctrl-C ends it.
            """
        )
    }
}
