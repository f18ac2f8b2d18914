/// Modems, their SIMs and a network on a clock. `run` must run for anything to happen in time.
///
/// There are no tasks but the caller's own, so on a seeded executor with a virtual clock each seed gives one run.
public actor SimulatedBench<C: Clock> where C.Duration == Duration {
    /// A modem on the bench.
    struct Place {
        var modem: SimulatedModem
        var plugging = 0
        var output: AsyncStream<[UInt8]>.Continuation?
    }

    struct Writing {
        var at: Duration
        var modem: Int
        var plugging: Int
        var bytes: [UInt8]
    }

    private let clock: C
    private let start: C.Instant
    private let signal = WakeSignal()
    /// What `run` sleeps until; nil while it waits for something to happen.
    private var sleepsUntil: Duration?
    private var isSleeping = false
    private var network: SimulatedNetwork
    private var places: [Place] = []
    /// Sorted by time; equal times in the order of their making.
    private var writings: [Writing] = []

    public init(clock: C, network: SimulatedNetwork) {
        self.clock = clock
        start = clock.now
        self.network = network
    }

    /// Time since the bench was made.
    public var now: Duration { start.duration(to: clock.now) }

    /// The network's record of the truth.
    public var log: [NetworkLogEntry] { network.log }

    /// How many modems are on the bench; they are numbered from 0.
    public var count: Int { places.count }

    /// Puts a modem on the bench and plugs it in.
    public func attach(_ modem: SimulatedModem) -> SimulatedPort {
        places.append(Place(modem: modem))
        if let sim = modem.sim { network.add(line: sim.imsi, number: sim.number) }
        return plug(places.count - 1)
    }

    /// Plugs a modem in again. One that is plugged is unplugged first.
    public func replug(_ modem: Int) -> SimulatedPort? {
        guard places.indices.contains(modem) else { return nil }
        unplug(modem)
        return plug(modem)
    }

    /// Pulls a modem out: its port's bytes finish. What it stores, it keeps.
    public func unplug(_ modem: Int) {
        guard places.indices.contains(modem) else { return }
        send(.unplug, to: modem)
        advance()
    }

    /// Moves the SIM of one modem to another; both must be unplugged, and the other's SIM goes the other way.
    public func swapSIMs(_ one: Int, _ other: Int) {
        guard places.indices.contains(one), places.indices.contains(other), one != other else { return }
        guard !places[one].modem.isPlugged, !places[other].modem.isPlugged else { return }
        let sim = places[one].modem.sim
        places[one].modem.sim = places[other].modem.sim
        places[other].modem.sim = sim
    }

    /// The host opened the modem's port with DTR low.
    public func lowerControlLine(of modem: Int) {
        guard places.indices.contains(modem) else { return }
        send(.controlLineLow, to: modem)
        advance()
    }

    /// Lets something go wrong with a modem.
    public func apply(_ fault: ModemFault, to modem: Int) {
        guard places.indices.contains(modem) else { return }
        send(.fault(fault), to: modem)
        advance()
    }

    /// Reads or changes the network: people, faults, settings, unprompted messages.
    public func withNetwork<Result: Sendable>(_ body: @Sendable (inout SimulatedNetwork) -> Result) -> Result {
        let result = body(&network)
        advance()
        return result
    }

    /// A copy of a modem, to look at its storages.
    public func modem(_ number: Int) -> SimulatedModem? {
        places.indices.contains(number) ? places[number].modem : nil
    }

    /// Bytes from the host to a modem. `plugging` is the port's; bytes of a port that is gone are lost.
    public func send(_ bytes: [UInt8], to modem: Int, plugging: Int) {
        guard places.indices.contains(modem), places[modem].plugging == plugging, places[modem].output != nil else {
            return
        }
        send(.received(bytes), to: modem)
        advance()
    }

    /// Carries out what is due until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            advance()
            let deadline = nextDeadline
            sleepsUntil = deadline
            isSleeping = true
            await sleep(until: deadline)
            isSleeping = false
        }
    }

    private func sleep(until deadline: Duration?) async {
        guard let deadline else {
            await signal.wait()
            return
        }
        let clock = self.clock
        let signal = self.signal
        let instant = start.advanced(by: deadline)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await clock.sleep(until: instant, tolerance: nil) }
            group.addTask { await signal.wait() }
            await group.next()
            group.cancelAll()
        }
    }

    private var nextDeadline: Duration? {
        switch (writings.first?.at, network.deadline) {
        case (let one?, let other?): min(one, other)
        case (let one, let other): one ?? other
        }
    }

    private func plug(_ modem: Int) -> SimulatedPort {
        let (stream, continuation) = AsyncStream.makeStream(
            of: [UInt8].self,
            bufferingPolicy: .bufferingOldest(8192)
        )
        places[modem].plugging += 1
        places[modem].output = continuation
        let plugging = places[modem].plugging
        send(.plug, to: modem)
        advance()
        return SimulatedPort(modem: modem, plugging: plugging, bytes: stream) { [self] bytes in
            await send(bytes, to: modem, plugging: plugging)
        }
    }

    /// Everything that is due by now, then a word to `run` where it would sleep too long.
    private func advance() {
        while true {
            let time = now
            if let first = writings.first, first.at <= time, first.at <= network.deadline ?? first.at {
                writings.removeFirst()
                guard places[first.modem].plugging == first.plugging else { continue }
                places[first.modem].output?.yield(first.bytes)
            } else if let deadline = network.deadline, deadline <= time {
                perform(network.handle(.timer, at: deadline))
            } else {
                break
            }
        }
        guard isSleeping, let deadline = nextDeadline else { return }
        if sleepsUntil.map({ deadline < $0 }) ?? true {
            sleepsUntil = deadline
            signal.raise()
        }
    }

    private func send(_ event: SimulatedModem.Event, to modem: Int) {
        perform(places[modem].modem.handle(event, at: now), of: modem)
    }

    private func perform(_ actions: [SimulatedModem.Action], of modem: Int) {
        for action in actions {
            switch action {
            case .write(let bytes, let delay): schedule(bytes, after: delay, modem)
            case .submit(let submission, let reference, let pdu, _):
                guard let line = places[modem].modem.sim?.imsi else { break }
                tell(.submission(line: line, submission: submission, reference: reference, pdu: pdu))
            case .stored(let delivery, let storage, let index):
                tell(.stored(delivery: delivery, storage: storage, index: index))
            case .routed(let delivery): tell(.routed(delivery: delivery))
            case .undeliverable(let delivery): tell(.undeliverable(delivery: delivery))
            case .deleted(let delivery, let storage, let index):
                if let delivery { tell(.deleted(delivery: delivery, storage: storage, index: index)) }
            case .reachable:
                if let line = places[modem].modem.sim?.imsi { tell(.reachable(line: line)) }
            case .vanished:
                places[modem].output?.finish()
                places[modem].output = nil
            }
        }
    }

    private func tell(_ event: SimulatedNetwork.Event) {
        perform(network.handle(event, at: now))
    }

    private func perform(_ actions: [SimulatedNetwork.Action]) {
        for action in actions {
            switch action {
            case .submitResult(let line, let submission, let outcome):
                guard let modem = place(of: line) else { break }
                send(.submitResult(submission: submission, outcome), to: modem)
            case .deliver(let line, let delivery, let pdu, let length):
                guard let modem = place(of: line) else {
                    tell(.undeliverable(delivery: delivery))
                    break
                }
                send(.deliver(delivery: delivery, pdu: pdu, tpduLength: length), to: modem)
            case .report(let line, let delivery, let pdu, let length):
                guard let modem = place(of: line) else {
                    tell(.undeliverable(delivery: delivery))
                    break
                }
                send(.report(delivery: delivery, pdu: pdu, tpduLength: length), to: modem)
            }
        }
    }

    private func place(of line: String) -> Int? {
        places.firstIndex { $0.modem.sim?.imsi == line }
    }

    private func schedule(_ bytes: [UInt8], after delay: Duration, _ modem: Int) {
        let time = now + delay
        var low = 0
        var high = writings.count
        while low < high {
            let middle = (low + high) / 2
            if writings[middle].at <= time { low = middle + 1 } else { high = middle }
        }
        writings.insert(
            Writing(at: time, modem: modem, plugging: places[modem].plugging, bytes: bytes),
            at: low
        )
    }
}
