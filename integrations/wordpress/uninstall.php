<?php
/**
 * Removes the settings. Posts keep their blocks and shortcodes.
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $action_widgets_site ) {
		delete_blog_option( $action_widgets_site, 'action_widgets' );
	}
} else {
	delete_option( 'action_widgets' );
}
