#include "journal/store.h"
const toc_store_calls toc_store_postgres = {0};
