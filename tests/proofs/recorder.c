/* Loaded before the C library (LD_PRELOAD): counts what a program does to the files of one folder, and writes it down or strikes at one of it.
   $RECORD_FOLDER is the folder, $RECORD_TO the list; or `arm` says which, once the program runs. An operation is a line
   `name TAB path TAB path TAB offset TAB length TAB inode`, a write is followed by its bytes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *folder;
static int list = -1;

__attribute__((constructor)) static void begin(void) {
  folder = getenv("RECORD_FOLDER");
  if (folder) list = syscall(SYS_openat, AT_FDCWD, getenv("RECORD_TO"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* What happens at the operation with the number `strike_at`: nothing, the disk is full or broken, half a write before it is full, an end
   before it, an end within a write. */
enum { NOTHING, FULL, BROKEN, SHORT, KILLED, TORN };
static int strike_how;
static long strike_at, operations;

void arm(const char *where, int how, long at) { folder = where; strike_how = how; strike_at = at; operations = 0; }
long counted(void) { return operations; }

static void end(void) { syscall(SYS_kill, syscall(SYS_getpid), SIGKILL); for (;;) pause(); }

/* 0: go on; 1: it failed; 2: half of it. */
static int struck(int writes) {
  if (++operations != strike_at) return 0;
  if (strike_how == FULL || (strike_how == SHORT && !writes)) { errno = ENOSPC; return 1; }
  if (strike_how == BROKEN) { errno = EIO; return 1; }
  if (strike_how == KILLED || (strike_how == TORN && !writes)) end();
  return strike_how == NOTHING ? 0 : 2;
}

static int inside(const char *path, char *whole) {
  if (!folder) return 0;
  whole[0] = 0;
  if (path[0] != '/' && getcwd(whole, 2048)) strcat(whole, "/");
  strncat(whole, path, 2000);
  return !strncmp(whole, folder, strlen(folder));
}

static int opened_inside(int file, char *path) {
  char link[64];
  if (!folder || file == list) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, 4000);
  if (length < 0) return 0;
  path[length] = 0;
  return !strncmp(path, folder, strlen(folder));
}

static void note(const char *name, const char *path, const char *to, long long offset, const void *bytes, size_t length, ino_t inode) {
  if (list < 0) return;
  char line[9000];
  int size = snprintf(line, sizeof line, "%s\t%s\t%s\t%lld\t%zu\t%llu\n", name, path, to, offset, length, (unsigned long long)inode);
  syscall(SYS_write, list, line, size);
  while (length) {
    ssize_t done = syscall(SYS_write, list, bytes, length);
    if (done <= 0) abort();
    bytes = (const char *)bytes + done;
    length -= done;
  }
}

static ino_t inode_of(int file) { struct stat found; return fstat(file, &found) ? 0 : found.st_ino; }

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)

ssize_t write(int file, const void *bytes, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  char path[4096];
  if (!opened_inside(file, path)) return real(file, bytes, length);
  int how = struck(1);
  if (how == 1) return -1;
  long long offset = lseek(file, 0, fcntl(file, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
  ssize_t done = real(file, bytes, how ? (length + 1) / 2 : length);
  if (how && strike_how == TORN) end();
  if (done > 0) note("write", path, "", offset, bytes, done, inode_of(file));
  return done;
}

#define PWRITE(name) \
  ssize_t name(int file, const void *bytes, size_t length, off_t offset) { \
    REAL(ssize_t, #name, int, const void *, size_t, off_t); \
    char path[4096]; \
    int ours = opened_inside(file, path), how = ours ? struck(1) : 0; \
    if (how == 1) return -1; \
    ssize_t done = real(file, bytes, how ? (length + 1) / 2 : length, offset); \
    if (how && strike_how == TORN) end(); \
    if (done > 0 && ours) note("write", path, "", offset, bytes, done, inode_of(file)); \
    return done; \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

#define SYNC(name) \
  int name(int file) { \
    REAL(int, #name, int); \
    char path[4096]; \
    struct stat found; \
    int ours = opened_inside(file, path); \
    if (ours && struck(0)) return -1; \
    int failed = real(file); \
    if (!failed && ours && !fstat(file, &found)) \
      note(S_ISDIR(found.st_mode) ? "syncdir" : "sync", path, "", 0, 0, 0, found.st_ino); \
    return failed; \
  }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name) \
  int name(int file, off_t length) { \
    REAL(int, #name, int, off_t); \
    char path[4096]; \
    int ours = opened_inside(file, path); \
    if (ours && struck(0)) return -1; \
    int failed = real(file, length); \
    if (!failed && ours) note("truncate", path, "", length, 0, 0, inode_of(file)); \
    return failed; \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  char whole[4096];
  int ours = inside(path, whole);
  if (ours && struck(0)) return -1;
  int failed = real(path);
  if (!failed && ours) note("unlink", whole, "", 0, 0, 0, 0);
  return failed;
}

static int strikes_at(const char *path) {
  char whole[4096];
  return inside(path, whole) && struck(0);
}

static int moved(const char *name, int failed, const char *from, const char *to) {
  char one[4096], other[4096];
  if (!failed && inside(to, other) && inside(from, one)) note(name, one, other, 0, 0, 0, 0);
  return failed;
}

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  if (strikes_at(to)) return -1;
  return moved("rename", real(from, to), from, to);
}

int link(const char *from, const char *to) {
  REAL(int, "link", const char *, const char *);
  if (strikes_at(to)) return -1;
  return moved("link", real(from, to), from, to);
}

int linkat(int one, const char *from, int other, const char *to, int flags) {
  REAL(int, "linkat", int, const char *, int, const char *, int);
  if (strikes_at(to)) return -1;
  return moved("link", real(one, from, other, to, flags), from, to);
}

int mkdir(const char *path, mode_t mode) {
  REAL(int, "mkdir", const char *, mode_t);
  char whole[4096];
  int ours = inside(path, whole);
  if (ours && struck(0)) return -1;
  int failed = real(path, mode);
  if (!failed && ours) note("mkdir", whole, "", 0, 0, 0, 0);
  return failed;
}

static int opened(int file, int was_there, int flags, const char *whole) {
  if (file >= 0 && !was_there) note("create", whole, "", 0, 0, 0, inode_of(file));
  else if (file >= 0 && flags & O_TRUNC) note("truncate", whole, "", 0, 0, 0, inode_of(file));
  return file;
}

#define MODE(flags) \
  mode_t mode = 0; \
  if (flags & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, int); va_end(rest); } \
  struct stat found; \
  char whole[4096]; \
  int ours = flags & (O_CREAT | O_TRUNC) && inside(path, whole), was_there = ours && !stat(path, &found)

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(int, #name, const char *, int, ...); \
    MODE(flags); \
    if (ours && struck(0)) return -1; \
    int file = real(path, flags, mode); \
    return ours ? opened(file, was_there, flags, whole) : file; \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
  int name(int at, const char *path, int flags, ...) { \
    REAL(int, #name, int, const char *, int, ...); \
    MODE(flags); \
    if (ours && struck(0)) return -1; \
    int file = real(at, path, flags, mode); \
    return ours ? opened(file, was_there, flags, whole) : file; \
  }
OPENAT(openat)
OPENAT(openat64)
