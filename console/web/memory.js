// memory.js - what this browser keeps for itself: per device (language, name), unsent acts), per window (drafts).
//
// Some browsers keep nothing, in private windows or when they are full: then it lasts as long as the page.

function keeper(storage) {
    const own = new Map();
    return {
        get(key) {
            try {
                return storage().getItem(key) ?? own.get(key) ?? null;
            } catch {
                return own.get(key) ?? null;
            }
        },
        set(key, value) {
            own.set(key, value);
            try {
                storage().setItem(key, value);
            } catch {
                // it stays in `own`
            }
        },
        // Of all that is kept those whose keys begin so.
        keys(prefix) {
            const all = new Set(own.keys());
            try {
                for (let place = 0; place < storage().length; place++)
                    all.add(storage().key(place));
            } catch {
                // what is in `own` is all
            }
            return [...all].filter((key) => key.startsWith(prefix));
        },
        remove(key) {
            own.delete(key);
            try {
                storage().removeItem(key);
            } catch {
                // it was never there
            }
        },
        // A value that was kept as JSON; `other` where there is none, or none that can be read.
        read(key, other) {
            try {
                return JSON.parse(this.get(key)) ?? other;
            } catch {
                return other;
            }
        },
    };
}

export const device = keeper(() => localStorage);
export const tab = keeper(() => sessionStorage);
