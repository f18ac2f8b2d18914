// swift-tools-version: 6.2
import PackageDescription

// The parsers' own sources, built again with coverage for libFuzzer and with the address sanitizer. The symbolic links
// in Sources lead to them, so that nothing else of the product is built, and nothing is fetched.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .unsafeFlags(["-sanitize=fuzzer,address"]),
]

let package = Package(
    name: "fuzz",
    targets: [
        .target(name: "SMS", swiftSettings: settings),
        .target(name: "Modems", dependencies: ["SMS"], swiftSettings: settings),
        .target(name: "CLibFuzzer"),
        .executableTarget(
            name: "fuzz",
            dependencies: ["SMS", "Modems", "CLibFuzzer"],
            path: "Sources/Fuzz",
            swiftSettings: settings,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]
        ),
    ]
)
