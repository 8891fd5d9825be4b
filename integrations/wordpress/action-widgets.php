<?php
/**
 * Plugin Name:       Action Widgets
 * Description:       Letters, postcards and day counts of human-rights campaigns, as a block and a shortcode. Loads nothing from third parties.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The action-widgets contributors
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       action-widgets
 */

defined( 'ABSPATH' ) || exit;

require __DIR__ . '/includes/values.php';
require __DIR__ . '/includes/snippet.php';
require __DIR__ . '/includes/render.php';
require __DIR__ . '/includes/settings.php';

add_action( 'init', 'action_widgets_register' );
add_action( 'admin_init', 'action_widgets_register_settings' );
add_action( 'admin_menu', 'action_widgets_add_settings_page' );

function action_widgets_register() {
	load_plugin_textdomain( 'action-widgets' );
	add_shortcode( 'action_widget', 'action_widgets_render' );

	wp_register_script(
		'action-widgets-editor',
		plugins_url( 'block/editor.js', __FILE__ ),
		array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element', 'wp-i18n', 'wp-server-side-render' ),
		'0.1.0',
		true
	);
	wp_set_script_translations( 'action-widgets-editor', 'action-widgets' );
	register_block_type( __DIR__ . '/block', array( 'render_callback' => 'action_widgets_render' ) );
}
