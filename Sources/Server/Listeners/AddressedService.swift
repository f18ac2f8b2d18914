import Glibc
import NIOCore
import ServiceLifecycle

/// A listener whose error names the address and the setting that it is about.
struct AddressedService: Service {
    let service: any Service
    let address: ListenAddress
    let setting: String

    func run() async throws {
        do {
            try await service.run()
        } catch let error as IOError {
            throw ListenerProblem.address(address, setting: setting, reason: error.errnoCode.words)
        } catch let error as SocketAddressError {
            throw ListenerProblem.address(address, setting: setting, reason: "\(error)")
        }
    }
}

extension CInt {
    /// The system's words for an errno.
    fileprivate var words: String { String(cString: strerror(self)) }
}
