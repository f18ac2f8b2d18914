// A bank of modems on ptys that cost almost nothing, and the smallest client that can talk to them.
//
//   bank FOLDER MODEMS          serves FOLDER/modem0 …; orders come on standard input, what happened goes to standard output
//   bank client PATH... COUNT   sends COUNT messages through each modem and prints how long that took: the pty's own limit
//
// Orders, a line each: `latency US LINKED_US` (the network's time for a message, and with an open link),
// `receive MODEM [SENDER]` (0 to 9999; without one it is the modem's number), `quit`. Told, with times of CLOCK_MONOTONIC in microseconds:
//   ready MODEM                          the modem was asked for a thing that only a started driver asks
//   sent MODEM COMMAND PDU ANSWER        first octet of AT+CMGS, Ctrl-Z, and answer
//   received MODEM NOTICE DELETED WAITED the +CMTI, the AT+CMGD after the commit, and when the network answered the CMGS
//                                        that was under way at the notice (0: none was)
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 64, LINE = 2048 };

struct modem {
    int fd, number, reference, fresh;
    char line[LINE];
    int length;
    int reads_pdu;
    int64_t first, command, pdu, due, answered;
    int link;
    int64_t link_until;
    int stored, serial, sender;
    int64_t notice, waited;
};

static struct modem modems[MOST];
static int count;
static int64_t latency, linked;

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void put(int fd, const char *text, size_t size) {
    while (size > 0) {
        ssize_t n = write(fd, text, size);
        if (n < 0 && errno == EAGAIN) {
            struct pollfd wait = {fd, POLLOUT, 0};
            poll(&wait, 1, -1);
            continue;
        }
        if (n <= 0) return;
        text += n;
        size -= n;
    }
}

static void say(struct modem *m, const char *format, ...) {
    char text[LINE];
    va_list values;
    va_start(values, format);
    int size = vsnprintf(text, sizeof text, format, values);
    va_end(values);
    put(m->fd, text, size);
}

// An SMS-DELIVER: "Yes" from +491520000NNNN, NNNN the sender. The time stamp counts, so that no two are the same.
static void deliver(const struct modem *m, char *out) {
    int n = m->serial, s = m->sender, second = n % 60, minute = n / 60 % 60, hour = n / 3600 % 24;
    sprintf(out, "07919471010071F1040C9194510200%d%d%d%d0000621142%d%d%d%d%d%d0003D9F21C", s / 100 % 10, s / 1000, s % 10, s / 10 % 10,
            hour % 10, hour / 10, minute % 10, minute / 10, second % 10, second / 10);
}

static void answer(struct modem *m) {
    m->due = 0;
    m->reference = (m->reference + 1) & 255;
    m->answered = now();
    say(m, "\r\n+CMGS: %d\r\n\r\nOK\r\n", m->reference);
    if (m->link) m->link_until = m->answered + 3000000;
    printf("sent %d %lld %lld %lld\n", m->number, (long long)m->command, (long long)m->pdu, (long long)m->answered);
    if (m->notice && m->waited < 0) m->waited = m->answered;
}

static void submitted(struct modem *m) {
    m->pdu = now();
    m->reads_pdu = 0;
    int64_t needed = m->link && m->pdu < m->link_until ? linked : latency;
    if (needed == 0) return answer(m);
    m->due = m->pdu + needed;
}

static int is(const char *line, const char *command) { return strncmp(line, command, strlen(command)) == 0; }

static void run(struct modem *m, const char *line) {
    if (is(line, "AT+CMGS=")) {
        m->command = m->first;
        m->reads_pdu = 1;
        return say(m, "\r\n> ");
    }
    if (is(line, "AT+CMGL")) {
        if (m->stored && m->notice) {
            char pdu[LINE];
            deliver(m, pdu);
            return say(m, "\r\n+CMGL: 1,0,,%d\r\n%s\r\n\r\nOK\r\n", (int)strlen(pdu) / 2 - 8, pdu);
        }
        return say(m, "\r\nOK\r\n");
    }
    if (is(line, "AT+CMGR")) {
        if (!m->stored) return say(m, "\r\n+CMS ERROR: 321\r\n");
        char pdu[LINE];
        deliver(m, pdu);
        return say(m, "\r\n+CMGR: 0,,%d\r\n%s\r\n\r\nOK\r\n", (int)strlen(pdu) / 2 - 8, pdu);
    }
    if (is(line, "AT+CMGD=") && isdigit(line[8])) {
        if (m->notice) {
            printf("received %d %lld %lld %lld\n", m->number, (long long)m->notice, (long long)m->first,
                   (long long)(m->waited > 0 ? m->waited : 0));
            m->notice = 0;
            m->stored = 0;
        }
        return say(m, "\r\nOK\r\n");
    }
    if (is(line, "AT+CMMS=")) {
        m->link = line[8] - '0';
        if (m->link) m->link_until = 0;
        return say(m, "\r\nOK\r\n");
    }
    static const struct { const char *command, *text; } table[] = {
        {"AT+CGMI", "Bench"}, {"AT+CGMM", "Bank"}, {"AT+CGMR", "1.0"},
        {"AT+CPIN?", "+CPIN: READY"}, {"AT+CREG?", "+CREG: 2,1,\"1A2B\",\"00C3D4E5\",7"},
        {"AT+CGREG?", "+CGREG: 2,1,\"1A2B\",\"00C3D4E5\",7"}, {"AT+CEREG?", "+CEREG: 2,1,\"1A2B\",\"00C3D4E5\",7"},
        {"AT+CSQ", "+CSQ: 22,99"}, {"AT+COPS?", "+COPS: 0,0,\"Bench\",7"}, {"AT+CFUN?", "+CFUN: 1"},
        {"AT+CSCA?", "+CSCA: \"+491710760000\",145"}, {"AT+CSMS?", "+CSMS: 1,1,1,1"}, {"AT+CSMS=1", "+CSMS: 1,1,1"},
        {"AT+CPMS=?", "+CPMS: (\"SM\"),(\"SM\"),(\"SM\")"}, {"AT+CPMS?", "+CPMS: \"SM\",0,20,\"SM\",0,20,\"SM\",0,20"},
        {"AT+CPMS=", "+CPMS: 0,20,0,20,0,20"}, {"AT+CNMI=?", "+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)"},
        {"AT+CNMI?", "+CNMI: 2,1,0,2,0"}, {"AT+CGSMS?", "+CGSMS: 3"}, {"AT+CMGF?", "+CMGF: 0"},
        {"AT+CNUM", "+CNUM: \"\",\"+4915200000000\",145"},
        {"ATS3?", "013"}, {"ATS4?", "010"}, {"ATS5?", "008"},
    };
    if (is(line, "AT+CNMI?")) printf("ready %d\n", m->number);
    if (is(line, "AT+CGSN")) return say(m, "\r\n35600000000%02d%02d\r\n\r\nOK\r\n", m->number, m->number);
    if (is(line, "AT+CIMI")) return say(m, "\r\n2620700000000%02d\r\n\r\nOK\r\n", m->number);
    if (is(line, "AT+CCID")) return say(m, "\r\n+CCID: \"89490200000000000%02d\"\r\n\r\nOK\r\n", m->number);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (is(line, table[i].command)) return say(m, "\r\n%s\r\n\r\nOK\r\n", table[i].text);
    if (is(line, "AT+CSIM") || is(line, "AT+CPINR") || is(line, "AT^") || is(line, "AT+Q"))
        return say(m, "\r\nERROR\r\n");
    say(m, "\r\nOK\r\n");
}

static void heard(struct modem *m, const char *octets, ssize_t size) {
    int64_t at = now();
    for (ssize_t i = 0; i < size; i++) {
        char c = octets[i];
        if (m->length == 0) m->first = at;
        if (m->reads_pdu && c == 26) {
            m->length = 0;
            submitted(m);
        } else if (c == 27) {
            m->length = m->reads_pdu = 0;
            say(m, "\r\nOK\r\n");
        } else if (c == '\r' && !m->reads_pdu) {
            m->line[m->length] = 0;
            m->length = 0;
            run(m, m->line);
        } else if (c != '\n' && c != '\r' && m->length < LINE - 1) {
            m->line[m->length++] = c;
        }
    }
}

static int order(char *line) {
    int modem;
    long long one, two;
    if (sscanf(line, "latency %lld %lld", &one, &two) == 2) {
        latency = one;
        linked = two;
    } else if (sscanf(line, "receive %d", &modem) == 1 && modem < count) {
        struct modem *m = &modems[modem];
        int sender;
        m->sender = sscanf(line, "receive %*d %d", &sender) == 1 && sender >= 0 && sender < 10000 ? sender : m->number;
        m->serial++;
        m->stored = 1;
        m->waited = m->due ? -1 : 0;
        m->notice = now();
        say(m, "\r\n+CMTI: \"SM\",1\r\n");
    } else {
        return is(line, "quit");
    }
    return 0;
}

static void raw(int fd) {
    struct termios t;
    tcgetattr(fd, &t);
    cfmakeraw(&t);
    tcsetattr(fd, TCSANOW, &t);
}

static int serve(const char *folder, int number) {
    struct pollfd wait[MOST + 1];
    count = number;
    for (int i = 0; i < count; i++) {
        int slave;
        char path[512], name[256];
        if (openpty(&modems[i].fd, &slave, name, NULL, NULL)) return perror("openpty"), 1;
        raw(slave); // kept open, so that the pty outlives whoever talks to it
        fcntl(modems[i].fd, F_SETFL, O_NONBLOCK);
        modems[i].number = i;
        snprintf(path, sizeof path, "%s/modem%d", folder, i);
        unlink(path);
        if (symlink(name, path)) return perror(path), 1;
        wait[i] = (struct pollfd){modems[i].fd, POLLIN, 0};
    }
    wait[count] = (struct pollfd){0, POLLIN, 0};
    puts("up");
    for (;;) {
        int64_t soonest = 0;
        for (int i = 0; i < count; i++)
            if (modems[i].due && (!soonest || modems[i].due < soonest)) soonest = modems[i].due;
        struct timespec rest = {0, 0};
        int64_t left = soonest ? soonest - now() : 0;
        if (left > 0) rest = (struct timespec){left / 1000000, left % 1000000 * 1000};
        struct timespec none = {0, 0};
        int n = ppoll(wait, count + 1, &none, NULL);
        if (n == 0) {
            fflush(stdout);
            n = ppoll(wait, count + 1, soonest ? &rest : NULL, NULL);
        }
        int64_t at = now();
        for (int i = 0; i < count; i++)
            if (modems[i].due && modems[i].due <= at) answer(&modems[i]);
        for (int i = 0; n > 0 && i < count; i++) {
            if (!(wait[i].revents & POLLIN)) continue;
            char octets[4096];
            ssize_t size = read(modems[i].fd, octets, sizeof octets);
            if (size > 0) heard(&modems[i], octets, size);
        }
        if (n > 0 && wait[count].revents) {
            static char line[4096];
            static size_t held;
            ssize_t size = read(0, line + held, sizeof line - 1 - held);
            if (size <= 0) return 0;
            held += size;
            line[held] = 0;
            char *next = line, *end;
            while ((end = strchr(next, '\n'))) {
                *end = 0;
                if (order(next)) return 0;
                next = end + 1;
            }
            held = strlen(next);
            memmove(line, next, held + 1);
        }
    }
}

// What a message needs at least: command, prompt, PDU, answer. All modems at once.
static int drive(char **paths, int number, int messages) {
    struct pollfd wait[MOST];
    int left[MOST], prompted[MOST];
    static const char command[] = "AT+CMGS=20\r";
    static const char pdu[] = "0021000C919471520000000000A7104F7A394D0785C36E16ED0E82\x1a";
    int64_t begun = now();
    for (int i = 0; i < number; i++) {
        int fd = open(paths[i], O_RDWR | O_NOCTTY);
        if (fd < 0) return perror(paths[i]), 1;
        raw(fd);
        tcflush(fd, TCIOFLUSH);
        wait[i] = (struct pollfd){fd, POLLIN, 0};
        left[i] = messages;
        prompted[i] = 0;
        put(fd, command, sizeof command - 1);
    }
    for (int open = number; open > 0;) {
        poll(wait, number, -1);
        for (int i = 0; i < number; i++) {
            if (!(wait[i].revents & POLLIN)) continue;
            char octets[512];
            ssize_t size = read(wait[i].fd, octets, sizeof octets - 1);
            if (size <= 0) continue;
            octets[size] = 0;
            if (!prompted[i] && strchr(octets, '>')) {
                prompted[i] = 1;
                put(wait[i].fd, pdu, sizeof pdu - 1);
            } else if (prompted[i] && strstr(octets, "OK")) {
                prompted[i] = 0;
                if (--left[i] > 0) put(wait[i].fd, command, sizeof command - 1);
                else open--, wait[i].fd = ~wait[i].fd;
            }
        }
    }
    printf("%.6f\n", (now() - begun) / 1e6);
    return 0;
}

int main(int argc, char **argv) {
    static char buffer[1 << 16];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    if (argc >= 4 && !strcmp(argv[1], "client")) return drive(argv + 2, argc - 3, atoi(argv[argc - 1]));
    if (argc == 3 && atoi(argv[2]) > 0 && atoi(argv[2]) <= MOST) return serve(argv[1], atoi(argv[2]));
    fprintf(stderr, "usage: bank FOLDER MODEMS | bank client PATH... COUNT\n");
    return 2;
}
