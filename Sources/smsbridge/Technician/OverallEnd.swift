import Foundation
import Synchronization

/// Ends the process where something hangs in the kernel: opening and closing a wedged device can block, where no
/// cancellation reaches. So the end is on a thread of its own.
final class OverallEnd: Sendable {
    private let isOver = Mutex(false)

    init(of title: String, after patience: TimeInterval) {
        Thread.detachNewThread { [self] in
            Thread.sleep(forTimeInterval: patience)
            guard !isOver.withLock(\.self) else { return }
            Terminal.print(
                "smsbridge: \(title): no end within \(Int(patience)) s: the device hangs; unplug it for 10 seconds",
                to: Terminal.error
            )
            Foundation.exit(ExitStatus.failure.rawValue)
        }
    }

    func isReached() {
        isOver.withLock { $0 = true }
    }
}
