/* cmd_doctor.c - `tocsin doctor`: what this computer lacks, and how to get it. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utf8proc.h>
#include <yaml.h>

#include "analysis/solver.h"
#include "cli/cmd.h"

#define PATH_ROOM 4096

/* One line of the result; returns how many things are missing: 0 or 1. */
static int tell(bool is_there, const char *what, const char *detail, const char *package)
{
    printf("%-7s  %-15s  %s\n", is_there ? "ok" : "missing", what, detail);
    if (!is_there)
        printf("%-7s  %-15s  get it with: sudo apt-get install %s\n", "", "", package);
    return is_there ? 0 : 1;
}

/* The first `name` on PATH that can be run, into @p out. */
static bool find_program(const char *name, char out[PATH_ROOM])
{
    const char *path = getenv("PATH");

    while (path && *path) {
        size_t size = strcspn(path, ":");
        int written = snprintf(out, PATH_ROOM, "%.*s/%s", (int)size, path, name);
        struct stat file;
        if (written > 0 && written < PATH_ROOM && stat(out, &file) == 0 && S_ISREG(file.st_mode) &&
            access(out, X_OK) == 0)
            return true;
        path += size;
        path += *path == ':';
    }
    return false;
}

static int check_program(const char *name, const char *use, const char *package)
{
    char path[PATH_ROOM];
    bool is_there = find_program(name, path);

    return tell(is_there, name, is_there ? path : use, package);
}

/* A family with Chinese letters that fontconfig knows, cut at @p size: the one that charts
 * name where it is there, else any. */
static bool ask_fontconfig(char *out, size_t size)
{
    FILE *list = popen("LC_ALL=C fc-list :lang=zh-cn family 2>/dev/null", "r");
    char line[256];

    out[0] = '\0';
    if (!list)
        return false;
    while (fgets(line, sizeof line, list)) {
        line[strcspn(line, ",\n")] = '\0';
        if (out[0] == '\0' || strncmp(line, "Noto Sans CJK", 13) == 0)
            snprintf(out, size, "%s", line);
    }
    pclose(list);
    return out[0] != '\0';
}

static int check_fonts(void)
{
    char path[PATH_ROOM];
    char family[256];

    if (!find_program("fc-list", path))
        return tell(false, "Chinese font", "fc-list is not there to look for fonts",
                    "fontconfig fonts-noto-cjk");
    bool is_there = ask_fontconfig(family, sizeof family);
    return tell(is_there, "Chinese font",
                is_there ? family : "charts of Chinese plans cannot be drawn", "fonts-noto-cjk");
}

static int check_zones(void)
{
    const char *folder = getenv("TZDIR");
    char path[PATH_ROOM];

    if (!folder || !*folder)
        folder = "/usr/share/zoneinfo";
    snprintf(path, sizeof path, "%s/Asia/Shanghai", folder);
    bool is_there = access(path, R_OK) == 0;
    return tell(is_there, "time zones",
                is_there ? folder : "no time zone data: plans with a timezone cannot be read",
                "tzdata");
}

int toc_cmd_doctor(const toc_args *args)
{
    char solver[TOC_SOLVER_VERSION_MAX];
    int missing = 0;

    (void)args; /* takes nothing but --help */
    tell(true, "tocsin", TOC_VERSION, "");
    tell(true, "libyaml", yaml_get_version_string(), "");
    tell(true, "utf8proc", utf8proc_version(), "");
    toc_solver_version(solver);
    tell(true, "z3", solver, "");
    tell(true, "cgraph", TOC_CGRAPH_VERSION, "");
    missing += check_program("dot", "DOT cannot be drawn; other charts can", "graphviz");
    missing += check_fonts();
    missing += check_zones();
    if (missing > 0)
        toc_args_complain(args, "%d missing", missing);
    return missing > 0 ? TOC_EXIT_FINDINGS : TOC_EXIT_FINE;
}
