import Glibc
import Testing

@testable import Devices

@Suite(.timeLimit(.minutes(1)))
struct ServiceNotifierTests {
    /// A datagram socket as the service manager has one.
    private final class Manager {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)

        init(_ name: String) {
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            var octets = Array(name.utf8)
            if name.hasPrefix("@") { octets[0] = 0 }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: octets) }
            let length = socklen_t(MemoryLayout<sa_family_t>.size + octets.count + (name.hasPrefix("@") ? 0 : 1))
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
            }
            #expect(result == 0)
        }

        deinit { close(descriptor) }

        func receive() -> String {
            var octets = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &octets, octets.count, Int32(MSG_DONTWAIT))
            return String(decoding: octets.prefix(max(0, count)), as: UTF8.self)
        }
    }

    @Test(arguments: [false, true])
    func tellsTheManager(isAbstract: Bool) throws {
        let directory = try TemporaryDirectory()
        let name = isAbstract ? "@smsbridge-test-\(getpid())" : directory("notify")
        let manager = Manager(name)
        let notifier = ServiceNotifier { $0 == "NOTIFY_SOCKET" ? name : nil }
        #expect(notifier.isActive)
        #expect(notifier.ready())
        #expect(manager.receive() == "READY=1")
        #expect(notifier.status("2 lines\nREADY=1"))
        #expect(manager.receive() == "STATUS=2 lines READY=1")
        #expect(notifier.watchdog())
        #expect(manager.receive() == "WATCHDOG=1")
        #expect(notifier.stopping())
        #expect(manager.receive() == "STOPPING=1")
        #expect(notifier.status(String(repeating: "x", count: 10_000)))
        #expect(manager.receive().utf8.count == ServiceNotifier.statusLimit + 7)
    }

    @Test(arguments: [nil, "", "@", "relative", "/gone/notify", "/" + String(repeating: "x", count: 200)])
    func doesNothingWithoutAManager(socket: String?) {
        let notifier = ServiceNotifier { $0 == "NOTIFY_SOCKET" ? socket : nil }
        #expect(!notifier.ready())
    }

    @Test func dropsWhatTheManagerHasNoRoomFor() throws {
        let directory = try TemporaryDirectory()
        let manager = Manager(directory("notify"))
        let notifier = ServiceNotifier { $0 == "NOTIFY_SOCKET" ? directory("notify") : nil }
        var sent = 0
        while sent < 100_000, notifier.watchdog() { sent += 1 }
        #expect((1..<100_000).contains(sent))
        #expect(manager.receive() == "WATCHDOG=1")
    }

    @Test(
        arguments: [
            (nil, nil, nil), ("30000000", nil, .seconds(30)), ("30000000", "\(getpid())", .seconds(30)),
            ("30000000", "1", nil), ("0", nil, nil), ("soon", nil, nil), ("-5", nil, nil),
        ] as [(String?, String?, Duration?)]
    )
    func knowsHowOftenItIsWatched(microseconds: String?, process: String?, interval: Duration?) {
        let notifier = ServiceNotifier { name in
            switch name {
            case "WATCHDOG_USEC": microseconds
            case "WATCHDOG_PID": process
            default: nil
            }
        }
        #expect(notifier.watchdogInterval == interval)
    }
}
