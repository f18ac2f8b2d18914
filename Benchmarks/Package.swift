// swift-tools-version: 6.2
import PackageDescription

// What is measured is built again from its own sources, by the symbolic links in Sources, as in a release.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "benchmarks",
    targets: [
        .target(name: "SMS", swiftSettings: settings),
        .target(name: "CAllocations"),
        .executableTarget(
            name: "codec",
            dependencies: ["SMS", "CAllocations"],
            path: "Sources/Codec",
            swiftSettings: settings
        ),
    ]
)
